import type { JSX } from 'preact'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import type { Webhook } from '../pages/webhooks.tsx'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Refused } from '../parts/refused.tsx'
import { Table } from '../parts/table.tsx'
import { instant, maybe, t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useLoad } from '../use-load.ts'

type Delivery = AnswerOf<RouteAt<'GET', '/webhooks/:id/deliveries'>>['deliveries'][number]

/** What was sent there, the latest first, and what came of it. */
export function Deliveries({ webhook, done }: { webhook: Webhook; done: () => Promise<void> }): JSX.Element {
  const { id, url } = webhook
  const deliveries = useLoad(() => api('GET', '/webhooks/:id/deliveries', { params: { id } }), [id])
  const again = async () => {
    await Promise.all([deliveries.again(), done()])
  }
  return (
    <section class="panel">
      <h2 class="kern-heading-medium about">{t('webhooks.deliveries', { url })}</h2>
      <Loaded of={deliveries}>
        {(body) =>
          body.deliveries.length === 0 ? (
            <p class="kern-body">{t('webhooks.noDeliveries')}</p>
          ) : (
            <Table
              label={t('webhooks.deliveries', { url })}
              isSmall
              columns={[
                t('webhooks.when'),
                t('webhooks.what'),
                t('webhooks.code'),
                t('webhooks.attempts'),
                t('webhooks.result'),
                t('staff.deeds'),
              ]}
            >
              {body.deliveries.map((delivery) => (
                <Row key={delivery.id} webhookId={id} delivery={delivery} done={again} />
              ))}
            </Table>
          )
        }
      </Loaded>
    </section>
  )
}

type RowProps = { webhookId: string; delivery: Delivery; done: () => Promise<void> }

function Row({ webhookId, delivery, done }: RowProps): JSX.Element {
  const { id, code, createdAt, attempts, state } = delivery
  const { isBusy, refusal, run } = useDeed()
  const event = maybe(`webhooks.event.${delivery.event}`) ?? delivery.event
  async function sendAgain() {
    const params = { id: webhookId, deliveryId: id }
    if (await run(() => api('POST', '/webhooks/:id/deliveries/:deliveryId/again', { params }))) await done()
  }
  return (
    <tr class="kern-table__row">
      <td class="kern-table__cell">
        <time dateTime={createdAt}>{instant(createdAt)}</time>
      </td>
      <th class="kern-table__cell" scope="row">
        {event}
      </th>
      <td class="kern-table__cell">
        <code>{code}</code>
      </td>
      <td class="kern-table__cell">{attempts}</td>
      <td class="kern-table__cell">{resultOf(delivery)}</td>
      <td class="kern-table__cell">
        {(state !== 'waiting' || attempts > 0) && (
          <Button
            look="tertiary"
            icon="autorenew"
            onClick={sendAgain}
            aria-disabled={isBusy}
            aria-label={t('webhooks.againOf', { event, code })}
          >
            {t('webhooks.again')}
          </Button>
        )}
        <Refused refusal={refusal} />
      </td>
    </tr>
  )
}

/** In words: what the other system answered or why it could not, and when it is tried again. */
function resultOf({ state, answer, fault, nextAt, attempts }: Delivery): string {
  if (state === 'delivered') return t('webhooks.delivered', { answer: answer ?? '' })
  const why = fault ? t(`webhooks.fault.${fault}`) : answer === null ? '' : t('webhooks.answered', { answer })
  if (why === '' || attempts === 0) return t('webhooks.new')
  return state === 'waiting' && nextAt ? `${why}; ${t('webhooks.next', { when: instant(nextAt) })}` : why
}
