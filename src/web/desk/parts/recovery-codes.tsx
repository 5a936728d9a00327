import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { Button } from './button.tsx'

/** Shown this once: to be printed or written down. */
export function RecoveryCodes({ codes, done }: { codes: readonly string[]; done: () => void }): JSX.Element {
  return (
    <div class="form">
      <p class="kern-body">{t('recovery.intro')}</p>
      <ol class="codes" aria-label={t('recovery.title')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div class="page-deeds">
        <Button onClick={() => print()}>{t('recovery.print')}</Button>
        <Button look="primary" onClick={done}>
          {t('recovery.done')}
        </Button>
      </div>
    </div>
  )
}
