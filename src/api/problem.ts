import { z } from 'zod'

/** The one shape of every refusal: `code` is for programs and stays, `message` for people, `field` is what to mend. */
export const Problem = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.string().optional(),
    details: z.record(z.string(), z.unknown()).optional(),
  }),
})
export type Problem = z.infer<typeof Problem>

/** Refused, with a code of the route's `refusals`. `facts` fill the sentence, `details` are for the page. */
export type Refused<Code extends string> = {
  refused: Code
  field?: string
  facts?: Readonly<Record<string, string | number>>
  details?: Readonly<Record<string, unknown>>
}

export function refuse<Code extends string>(code: Code, more: Omit<Refused<Code>, 'refused'> = {}): Refused<Code> {
  return { refused: code, ...more }
}
