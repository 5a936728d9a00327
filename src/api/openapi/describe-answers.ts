import type { DeskTexts } from '#desk-texts.ts'
import { commonRefusals } from '../problems.ts'
import type { Route } from '../route.ts'
import { describeShape, type Shape } from './describe-shape.ts'

type Answer = Readonly<Record<string, unknown>>
type Texts = { texts: DeskTexts }

/** What a route answers, by status: what it declares, and every refusal with its code and sentence. */
export function describeAnswers(route: Route, { texts }: Texts): Record<string, Answer> {
  const given = Object.entries(route.answers).map(([status, answer]) => {
    const content =
      'media' in answer
        ? { [answer.media]: { schema: { type: 'string' } } }
        : { 'application/json': { schema: describeShape(answer, 'output') } }
    return [status, { description: status === '303' ? 'The browser is led on' : 'Done', content }] as const
  })
  const refused = [...byStatus({ ...commonOf(route), ...route.refusals })].map(
    ([status, codes]) => [status, describeRefusals(codes, texts)] as const,
  )
  return Object.fromEntries([...given, ...refused])
}

/** The refusals that all routes share, as far as this one can say them. */
export function commonOf({ policy, method, params, query, body, limit, takesFile }: Route): Record<string, number> {
  const isWrite = method !== 'GET'
  const isNamed = isWrite && policy !== 'public' && !takesFile
  const takes = params !== undefined || query !== undefined || body !== undefined
  const never = [
    ...(policy === 'public' ? ['signed-out', 'forbidden'] : []),
    ...(policy === 'public' || !isWrite ? ['stale-page'] : []),
    ...(policy === 'public' && !isWrite ? ['foreign-page'] : []),
    ...(takes || isWrite ? [] : ['invalid']),
    ...(isWrite ? [] : ['too-large', 'not-json']),
    ...(isNamed ? [] : ['key-of-other-request', 'key-in-use', 'key-format']),
    ...(params === undefined && limit === undefined && (policy === 'public' || policy === 'signed-in')
      ? ['not-found']
      : []),
  ]
  return Object.fromEntries(Object.entries(commonRefusals).filter(([code]) => !never.includes(code)))
}

function byStatus(refusals: Readonly<Record<string, number>>): Map<string, string[]> {
  const found = new Map<string, string[]>()
  for (const [code, status] of Object.entries(refusals).toSorted(([, one], [, other]) => one - other))
    found.set(String(status), [...(found.get(String(status)) ?? []), code])
  return found
}

function describeRefusals(codes: readonly string[], texts: DeskTexts): Answer {
  const described = codes.map((code) => `\`${code}\`: ${texts('en', `error.${code}`) ?? code}`)
  return {
    description: described.join('\n\n'),
    content: { 'application/json': { schema: refusalShape(codes) } },
  }
}

function refusalShape(codes: readonly string[]): Shape {
  return {
    allOf: [
      { $ref: '#/components/schemas/Problem' },
      { type: 'object', properties: { error: { type: 'object', properties: { code: { enum: codes } } } } },
    ],
  }
}
