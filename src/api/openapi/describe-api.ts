import type { DeskTexts } from '#desk-texts.ts'
import { Problem } from '../problem.ts'
import type { Route } from '../route.ts'
import { describePath, describeRoute } from './describe-route.ts'
import { securitySchemes } from './describe-security.ts'
import { describeShape } from './describe-shape.ts'

/** The table of routes by group. */
export type Groups = Readonly<Record<string, readonly Route[]>>

/** A document by https://spec.openapis.org/oas/v3.1.1.html of everything the desk does. */
export function describeApi(groups: Groups, texts: DeskTexts) {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [group, routes] of Object.entries(groups))
    for (const route of routes)
      (paths[describePath(route.path)] ??= {})[route.method.toLowerCase()] = describeRoute(route, { group, texts })
  return {
    openapi: '3.1.1',
    info: { title: 'Terminlotse', version: '1', description },
    servers: [{ url: '/api/v1' }],
    tags: Object.keys(groups).map((name) => ({ name })),
    paths,
    components: {
      securitySchemes,
      schemas: { Problem: describeShape(Problem, 'output') },
      parameters: { IdempotencyKey: idempotencyKey },
    },
  }
}

const idempotencyKey = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'Names a write. Sent again within a day it has the effect of once and gets the answer of the first time, with the header Idempotent-Replayed.',
  schema: { type: 'string', pattern: String.raw`^[\x21-\x7e]{1,200}$` },
}

const description = `Everything the desk does, for the office's other systems.

A system sends its key with every request: \`Authorization: Bearer <key>\`. What the key may do are its scopes, for the whole office.
Names and dates of birth need the scope people:read besides: without it \`person\` is null. A key's reading of persons is in the audit log.
Bodies are JSON. Instants are ISO 8601 in UTC; days and times of day are local to the office (Europe/Berlin).
A refusal is \`{ error: { code, message, field?, details? } }\`: \`code\` is for programs and stays, \`message\` is for people, in German or by Accept-Language in English.`
