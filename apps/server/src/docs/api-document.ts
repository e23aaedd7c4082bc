/** What of an OpenAPI document its readable page shows. */

export interface ApiDocument {
  readonly info: { readonly title: string; readonly description?: string; readonly version: string };
  readonly tags?: readonly { readonly name: string; readonly description?: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly webhooks?: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, ApiSchema>>;
    readonly responses: Readonly<Record<string, ApiResponse>>;
    readonly parameters: Readonly<Record<string, ApiParameter>>;
    readonly headers: Readonly<Record<string, ApiHeader>>;
  };
}

export interface Reference {
  readonly $ref: string;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly tags: readonly string[];
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters?: readonly (ApiParameter | Reference)[];
  readonly requestBody?: { readonly content: Readonly<Record<string, ApiContent>> };
  readonly responses: Readonly<Record<string, ApiResponse | Reference>>;
  /** What it costs; open operations cost nothing. */
  readonly 'x-units'?: 'request' | 'picture' | 'none';
}

export interface ApiParameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: ApiSchema;
}

export interface ApiContent {
  readonly schema?: ApiSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown }>>;
}

export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, ApiHeader | Reference>>;
  readonly content?: Readonly<Record<string, ApiContent>>;
}

export interface ApiHeader {
  readonly description?: string;
}

export interface ApiSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly contentMediaType?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly example?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, ApiSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ApiSchema;
  readonly items?: ApiSchema;
  readonly oneOf?: readonly ApiSchema[];
  readonly anyOf?: readonly ApiSchema[];
  readonly allOf?: readonly ApiSchema[];
}

/** An operation where it is. */
export interface PlacedOperation extends ApiOperation {
  /** In capitals. */
  readonly method: string;
  /** Below the version; the event's name for a webhook. */
  readonly path: string;
}

/** Every operation, in the document's order. */
export function operationsIn(places: ApiDocument['paths']): PlacedOperation[] {
  return Object.entries(places).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      path,
      method: method.toUpperCase(),
    })),
  );
}

/** The last part of a reference: the name of a component. */
export function nameOf({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf('/') + 1);
}

/** What stands at a place, or is referred to there. */
export function followed<T extends object>(part: T | Reference, components: Readonly<Record<string, T>>): T {
  if (!('$ref' in part) || typeof part.$ref !== 'string') return part as T;
  const found = components[nameOf({ $ref: part.$ref })];
  if (!found) throw new Error(`The document refers to what it does not have: ${part.$ref}`);
  return found;
}
