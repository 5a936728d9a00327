import type { JSX } from 'preact'
import { api } from '../api.ts'
import type { Webhook } from '../pages/webhooks.tsx'
import { Button } from '../parts/button.tsx'
import { ConfirmButton } from '../parts/confirm-button.tsx'
import { Refused } from '../parts/refused.tsx'
import { instant, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'

type Props = { webhook: Webhook; isShown: boolean; show: () => void; done: () => Promise<void> }

export function WebhookRow({ webhook, isShown, show, done }: Props): JSX.Element {
  const { id, url, events, disabledReason, waiting, failed, lastDeliveredAt } = webhook
  const { refusal, run } = useDeed()
  const params = { id }

  async function turn(way: 'enable' | 'disable') {
    if (await run(() => api('POST', `/webhooks/:id/${way}`, { params }))) await done()
  }

  return (
    <tr class="kern-table__row">
      <th class="kern-table__cell about" scope="row">
        <code>{url}</code>
        <span class="quiet">{events.map((event) => t(`webhooks.event.${event}`)).join(', ')}</span>
      </th>
      <td class="kern-table__cell">
        <span class={`kern-badge kern-badge--${looks[disabledReason ?? 'on']}`}>
          <span class="kern-label kern-label--small">{t(`webhooks.is.${disabledReason ?? 'on'}`)}</span>
        </span>
        {waiting > 0 && <span class="quiet">{t('webhooks.waiting', { count: waiting })}</span>}
        {failed > 0 && <span class="quiet">{t('webhooks.failed', { count: failed })}</span>}
      </td>
      <td class="kern-table__cell">{lastDeliveredAt ? instant(lastDeliveredAt) : t('webhooks.never')}</td>
      <td class="kern-table__cell">
        <div class="row-deeds">
          <Button look="tertiary" onClick={show} aria-expanded={isShown} aria-label={t('webhooks.showOf', { url })}>
            {t('webhooks.show')}
          </Button>
          {disabledReason ? (
            <Button look="tertiary" onClick={() => turn('enable')} aria-label={t('webhooks.enableOf', { url })}>
              {t('webhooks.enable')}
            </Button>
          ) : (
            <Button look="tertiary" onClick={() => turn('disable')} aria-label={t('webhooks.disableOf', { url })}>
              {t('webhooks.disable')}
            </Button>
          )}
          <ConfirmButton
            deed={t('webhooks.remove')}
            label={t('webhooks.removeOf', { url })}
            icon="delete"
            title={t('webhooks.removeTitle')}
            text={t('webhooks.removeText', { url })}
            act={() => api('POST', '/webhooks/:id/remove', { params })}
            done={() => done()}
          />
        </div>
        <Refused refusal={refusal} />
      </td>
    </tr>
  )
}

const looks = { on: 'success', 'by-hand': 'info', failing: 'danger', gone: 'danger' } as const
