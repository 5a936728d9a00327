import type { DeskTexts } from '#desk-texts.ts'
import type { Route } from '../route.ts'
import { describeAnswers } from './describe-answers.ts'
import { securityOf, whoMay } from './describe-security.ts'
import { describeShape, type Shape } from './describe-shape.ts'

type Operation = Readonly<Record<string, unknown>>
type About = { group: string; texts: DeskTexts }

/** A route as an operation of OpenAPI. */
export function describeRoute(route: Route, { group, texts }: About): Operation {
  const { id, method, policy, summary, body } = route
  const isWrite = method !== 'GET'
  const isNamed = isWrite && policy !== 'public' && !route.takesFile
  const parameters = [
    ...parametersIn('path', route.params),
    ...parametersIn('query', route.query),
    ...(isNamed ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
  ]
  return {
    operationId: id,
    tags: [group],
    summary,
    description: whoMay(route),
    security: securityOf(route),
    ...(parameters.length > 0 && { parameters }),
    ...(body !== undefined && {
      requestBody: { required: true, content: { 'application/json': { schema: describeShape(body, 'input') } } },
    }),
    ...(route.takesFile && {
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
    }),
    responses: describeAnswers(route, { texts }),
  }
}

/** `/visits/:id` as OpenAPI writes it. */
export function describePath(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}')
}

function parametersIn(place: 'path' | 'query', shape: Route['params']): Operation[] {
  if (shape === undefined) return []
  const { properties = {}, required = [] } = describeShape(shape, 'input')
  const needed: readonly unknown[] = Array.isArray(required) ? required : []
  return Object.entries(properties ?? {}).map(([name, schema]: [string, Shape]) => ({
    name,
    in: place,
    required: place === 'path' || needed.includes(name),
    schema,
  }))
}
