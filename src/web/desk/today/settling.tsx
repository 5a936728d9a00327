import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Link } from '../parts/link.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useLoad } from '../use-load.ts'
import { codeOf, type Workplaces } from './named.ts'
import { type As, type Open, OpenVisits } from './open-visits.tsx'

/** What earlier days have left open. */
export function Settling({ places }: { places: Workplaces | undefined }): JSX.Element {
  const { place } = useDesk()
  const { locationId, departmentId } = place
  const ask = {
    params: { locationId },
    query: departmentId === undefined ? {} : { departmentIds: departmentId },
    isAutomatic: true,
  }
  const open = useLoad(() => api('GET', '/locations/:locationId/unrecorded', ask), [locationId, departmentId])
  const said = useLoad(() => api('GET', '/locations/:locationId/contradictions', ask), [locationId, departmentId])
  const deed = useDeed()
  const [last, setLast] = useState<{ visit: Open; as: As } | undefined>()
  const again = () => Promise.all([open.again(), said.again()])

  async function settle(visit: Open, as: As) {
    const { id } = visit
    const settled = await deed.run(() => api('POST', '/visits/:id/settle', { params: { id }, body: { as } }))
    if (settled) setLast({ visit, as })
    await again()
  }

  async function takeBack({ visit: { id }, as }: { visit: Open; as: As }) {
    const params = { id }
    const taken = await deed.run(() =>
      as === 'cancelled_by_office'
        ? api('POST', '/visits/:id/undo-cancelling', { params })
        : api('POST', '/visits/:id/take-back', { params, body: {} }),
    )
    if (taken) setLast(undefined)
    await again()
  }

  const refusal = deed.refusal ?? open.refusal ?? said.refusal
  return (
    <div class="today">
      <PageHead title={t('today.open-title')}>
        <Link to="/desk/heute" class="kern-link">
          {t('today.back')}
        </Link>
      </PageHead>
      {refusal && <Notice kind="danger" title={refusal.message} />}
      <div class="today-outcome" aria-live="polite">
        {last && (
          <p class="today-done">
            <span>
              <span class="today-code">{codeOf(last.visit.code)}</span>: {t(`today.settle-${last.as}`)}
            </span>
            <Button look="tertiary" onClick={() => void takeBack(last)}>
              {t('today.take-back')}
            </Button>
          </p>
        )}
      </div>
      <OpenVisits
        title={t('today.contradictions')}
        intro={t('today.contradictions-intro')}
        visits={said.body?.visits ?? []}
        places={places}
        settle={settle}
      />
      <OpenVisits
        title={t('today.unrecorded')}
        intro={t('today.unrecorded-intro')}
        visits={open.body?.visits ?? []}
        places={places}
        settle={settle}
      />
    </div>
  )
}
