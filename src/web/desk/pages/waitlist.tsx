import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useLoad } from '../use-load.ts'
import { FreedTable } from '../waitlist/freed-table.tsx'
import { PutOnDialog } from '../waitlist/put-on-dialog.tsx'
import { RefillRate } from '../waitlist/refill-rate.tsx'
import { WaitingTable } from '../waitlist/waiting-table.tsx'

/** Which freed time went where, who waits, and how much of it was filled again. */
export function page(): JSX.Element {
  const { place } = useDesk()
  const { locationId, departmentId } = place
  const query = departmentId === undefined ? {} : { departmentIds: departmentId }
  const list = useLoad(
    () => api('GET', '/locations/:locationId/waitlist', { params: { locationId }, query }),
    [locationId, departmentId],
  )
  const { body: places } = useLoad(() => api('GET', '/workplaces', { isAutomatic: true }))
  const [isPutting, setIsPutting] = useState(false)
  const { run, refusal } = useDeed()
  const act = async (deed: Parameters<typeof run>[0]) => {
    await run(deed)
    await list.again()
  }
  return (
    <>
      <PageHead title={t('waitlist.title')} intro={t('waitlist.intro')}>
        <Button look="primary" icon="add" onClick={() => setIsPutting(true)}>
          {t('waitlist.put-on')}
        </Button>
      </PageHead>
      <Refused refusal={refusal} />
      <Loaded of={list}>
        {({ freed, waiting, refill }) => (
          <>
            <RefillRate refill={refill} />
            <FreedTable
              freed={freed}
              places={places}
              release={({ id }) => act(() => api('POST', '/freed-seats/:id/release', { params: { id } }))}
              answer={(id, answer) =>
                act(() => api('POST', '/offers/:id/answer', { params: { id }, body: { answer } }))
              }
            />
            <WaitingTable
              waiting={waiting}
              places={places}
              end={({ id }) => act(() => api('DELETE', '/waitlist/:id', { params: { id } }))}
            />
          </>
        )}
      </Loaded>
      {isPutting && <PutOnDialog close={() => setIsPutting(false)} done={list.again} />}
    </>
  )
}
