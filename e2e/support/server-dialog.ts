import { expect, type Locator, type Page } from '@playwright/test';
import { EngineMenu } from './engine-menu.ts';

/** Somebody with an account. */
export interface Person {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

let people = 0;

/** Nobody that any server knows yet. */
export function stranger(): Person {
  people += 1;
  return { name: 'Ada', email: `ada-${Date.now()}-${people}@example.org`, password: 'correct horse' };
}

/** The dialog that lets a server do it. */
export class ServerDialog {
  readonly root: Locator;
  readonly sendButton: Locator;
  readonly problem: Locator;
  /** Below a result that a server made. */
  readonly madeThere: Locator;

  constructor(readonly page: Page) {
    this.root = page.getByRole('dialog', { name: 'Use a server' });
    this.sendButton = this.root.getByRole('button', { name: 'Send this photo' });
    this.problem = page.getByRole('alert');
    this.madeThere = page.getByText(/^Made by the server · /).first();
  }

  async open(): Promise<void> {
    await new EngineMenu(this.page).open();
    await this.page.getByRole('menuitem', { name: 'Use a server' }).click();
    await expect(this.root).toBeVisible();
  }

  async signIn({ email, password }: Person): Promise<void> {
    await this.root.getByLabel('E-mail').fill(email);
    await this.root.getByLabel('Password').fill(password);
    await this.page.keyboard.press('Enter');
  }

  async register(person: Person): Promise<void> {
    await this.root.getByRole('button', { name: 'New account' }).click();
    await this.root.getByLabel('Name').fill(person.name);
    await this.signIn(person);
    await expect(this.sendButton).toBeVisible();
  }
}
