import type { JSX } from 'preact'
import { t } from '../texts.ts'

export function Loading(): JSX.Element {
  return (
    <div class="loading" role="status">
      <div class="kern-loader kern-loader--visible" aria-hidden="true" />
      <span class="kern-sr-only">{t('shell.loading')}</span>
    </div>
  )
}
