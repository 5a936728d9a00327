import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Table } from '../parts/table.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'
import { Deliveries } from '../webhooks/deliveries.tsx'
import { WebhookDialog } from '../webhooks/webhook-dialog.tsx'
import { WebhookRow } from '../webhooks/webhook-row.tsx'

export type Webhook = AnswerOf<RouteAt<'GET', '/webhooks'>>['webhooks'][number]

/** Which systems hear of what, and whether it arrives there. */
export function page(): JSX.Element {
  const webhooks = useLoad(() => api('GET', '/webhooks', {}))
  const [isAdding, setIsAdding] = useState(false)
  const [shown, setShown] = useState<string | undefined>()
  const open = webhooks.body?.webhooks.find(({ id }) => id === shown)
  return (
    <>
      <PageHead title={t('webhooks.title')} intro={t('webhooks.intro')}>
        <Button look="primary" icon="add" onClick={() => setIsAdding(true)}>
          {t('webhooks.add')}
        </Button>
      </PageHead>
      <p class="kern-body">
        <a class="kern-link" href="/api/#webhooks">
          {t('keys.documentation')}
        </a>
      </p>
      <Loaded of={webhooks}>
        {(body) =>
          body.webhooks.length === 0 ? (
            <p class="kern-body">{t('webhooks.none')}</p>
          ) : (
            <Table
              label={t('webhooks.title')}
              columns={[t('webhooks.url'), t('webhooks.state'), t('webhooks.last'), t('staff.deeds')]}
            >
              {body.webhooks.map((webhook) => (
                <WebhookRow
                  key={webhook.id}
                  webhook={webhook}
                  isShown={webhook.id === shown}
                  show={() => setShown(webhook.id === shown ? undefined : webhook.id)}
                  done={webhooks.again}
                />
              ))}
            </Table>
          )
        }
      </Loaded>
      {open && <Deliveries key={open.id} webhook={open} done={webhooks.again} />}
      {isAdding && <WebhookDialog close={() => setIsAdding(false)} made={webhooks.again} />}
    </>
  )
}
