import type { ComponentChildren, JSX } from 'preact'
import { t } from '../texts.ts'

/** A page for who is not in yet. */
export function Entrance({ title, children }: { title: string; children: ComponentChildren }): JSX.Element {
  return (
    <main class="entrance">
      <p class="entrance-name">{t('shell.title')}</p>
      <div class="entrance-card">
        <h1 class="kern-heading-large">{title}</h1>
        {children}
      </div>
    </main>
  )
}
