import { Language } from '#texts.ts'

/** What a link may say: where a conversation was before, what a letter leads to, a broadcast that is only tried out, or what a poster already answered. */
export type DeepLink =
  | { transfer: string }
  | { broadcast: string }
  | { task: 'move' | 'cancel'; code: string }
  | { department?: string; language?: Language }

/** At most 64 of A-Za-z0-9_-, which is what Telegram lets a link carry. */
export function writeDeepLink(link: DeepLink): string {
  if ('transfer' in link) return `c-${link.transfer}`
  if ('task' in link) return `a-${link.task}-${link.code}`
  if ('broadcast' in link) return `b-${link.broadcast}`
  return [link.department && `d-${link.department}`, link.language && `l-${link.language}`].filter(Boolean).join('_')
}

/** Undefined for what is none of ours. */
export function readDeepLink(payload: string): DeepLink | undefined {
  const transfer = /^c-([\w-]{43})$/.exec(payload)?.[1]
  if (transfer !== undefined) return { transfer }
  const [, act, code] = /^a-(move|cancel)-([A-Z0-9]{8})$/.exec(payload) ?? []
  if (code !== undefined) return { task: act === 'move' ? 'move' : 'cancel', code }
  const broadcast = /^b-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(payload)?.[1]
  if (broadcast !== undefined) return { broadcast }
  const [, department, tag] = /^(?:d-([A-Za-z0-9-]+))?(?:_?l-([a-z]{2}))?$/.exec(payload) ?? []
  const language = Language.safeParse(tag).data
  if (department === undefined && language === undefined) return undefined
  return { ...(department !== undefined && { department }), ...(language && { language }) }
}

/** The same for the web chat's address: `?department=ukraine&language=uk`. A code stands after #, which reaches no server's log. */
export function writeWebLink(link: DeepLink): string {
  if ('transfer' in link) return `/#c=${link.transfer}`
  if ('task' in link) return `/#a=${link.task}-${link.code}`
  if ('broadcast' in link) return `/#b=${link.broadcast}`
  return `/?${String(new URLSearchParams({ ...link }))}`
}
