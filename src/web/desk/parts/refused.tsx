import type { JSX } from 'preact'
import type { Refusal } from '../api.ts'
import { Notice } from './notice.tsx'

/** What the server refused, unless it stands beside one of the `fields` already. */
export function Refused({
  refusal,
  fields = [],
}: {
  refusal: Refusal | undefined
  fields?: readonly string[]
}): JSX.Element | null {
  if (refusal === undefined || fields.includes(refusal.field ?? '')) return null
  return <Notice kind="danger" title={refusal.message} />
}
