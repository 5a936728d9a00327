import type { JSX } from 'preact'
import type { AnswerOf, RouteAt } from '../api.ts'
import { t } from '../texts.ts'
import { Field } from './field.tsx'
import { QrCode } from './qr-code.tsx'

export type App = AnswerOf<RouteAt<'POST', '/me/app'>>['totp']
type Props = { app: App; code: { value: string; change: (value: string) => void; error: string | undefined } }

/** What an app for codes reads, as a picture and as text, and the first code that it then shows. */
export function NewApp({ app, code }: Props): JSX.Element {
  return (
    <>
      <fieldset class="kern-fieldset">
        <legend class="kern-label">{t('invitation.app')}</legend>
        <div class="kern-fieldset__body">
          <p class="kern-body">{t('invitation.appHint')}</p>
          <div class="totp">
            <QrCode {...app.qr} label={t('invitation.qr')} />
            <div>
              <p class="kern-body">{t('invitation.secret')}</p>
              <code class="once-value">{app.secret.match(/.{1,4}/g)?.join(' ')}</code>
            </div>
          </div>
        </div>
      </fieldset>
      <Field
        id="app-code"
        label={t('signIn.code')}
        hint={t('invitation.codeHint')}
        inputMode="numeric"
        autoComplete="one-time-code"
        required
        {...code}
      />
    </>
  )
}
