import type { Database } from '../platform/database/schema.ts';
import { UserRepository } from './user.repository.ts';
import { type UsersGates, usersRoutes } from './users.routes.ts';
import { type UsersPorts, UsersService } from './users.service.ts';

export interface UsersSetup extends Omit<UsersPorts, 'users'>, UsersGates {
  readonly database: Database;
}

/** Puts the capability together. */
export function createUsers({ database, gates, requireLogin, trustedProxies, ...ports }: UsersSetup): {
  readonly routes: ReturnType<typeof usersRoutes>;
} {
  const service = new UsersService({ users: new UserRepository(database), ...ports });
  return { routes: usersRoutes(service, { gates, requireLogin, trustedProxies }) };
}
