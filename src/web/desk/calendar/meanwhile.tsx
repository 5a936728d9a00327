import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Refusal } from '../api.ts'
import { Notice } from '../parts/notice.tsx'
import { t } from '../texts.ts'

/** Which version a form is about to replace: what was read, or what somebody else has made of it since. */
export function useVersion(read: number | undefined, refusal: Refusal | undefined) {
  const [seen] = useState(read)
  const current = refusal?.code === 'edited-meanwhile' ? refusal.details?.['current'] : undefined
  const isRow = typeof current === 'object' && current !== null && 'version' in current
  const [latest, setLatest] = useState<object | undefined>()
  if (isRow && current !== latest) setLatest(current)
  const version = latest !== undefined && 'version' in latest ? Number(latest.version) : seen
  return { version, current: latest }
}

/** Two people edited the same: how it is now, above what was typed, which stays. */
export function Meanwhile({ children }: { children: ComponentChildren }): JSX.Element {
  return (
    <Notice kind="warning" title={t('error.edited-meanwhile')}>
      {children}
      <p class="kern-body">{t('form.saveAnyway')}</p>
    </Notice>
  )
}

/** What the server says of a row now, as a text. */
export function factOf(row: object, name: string): string {
  const value = new Map<string, unknown>(Object.entries(row)).get(name)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
