import { z } from 'zod'
import { ours } from './ours.ts'

const forgiving = z.string().max(64).optional().catch(undefined)

/**
 * An activity as clients post it, reduced to what we believe: `from`, `id`, `conversation`, `timestamp` and everything else
 * a client says about itself falls away here. Null counts as absent.
 */
export const PostedActivity = z.preprocess(
  withoutNulls,
  z.object({
    type: z.string().max(64),
    name: z.string().optional(),
    text: z.string().optional(),
    value: z.unknown().optional(),
    attachments: z.array(z.unknown()).optional(),
    locale: forgiving,
    channelData: z
      .preprocess(
        withoutNulls,
        z.object({
          clientActivityID: z.string().optional(),
          language: ours,
          link: forgiving,
          messageBack: z.object({ displayText: z.string().optional() }).optional().catch(undefined),
        }),
      )
      .optional(),
  }),
)
export type PostedActivity = z.infer<typeof PostedActivity>

function withoutNulls(body: unknown): unknown {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return body
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null))
}
