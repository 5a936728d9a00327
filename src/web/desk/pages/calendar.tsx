import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { CloseDialog, type Closed } from '../calendar/close-dialog.tsx'
import { Closures } from '../calendar/closures.tsx'
import { Hours } from '../calendar/hours.tsx'
import { OpenDialog } from '../calendar/open-dialog.tsx'
import { Picture } from '../calendar/picture.tsx'
import { Times } from '../calendar/times.tsx'
import { Undo } from '../calendar/undo.tsx'
import { useWeek } from '../calendar/use-week.ts'
import { addDays, today } from '../calendar/week.ts'
import { WeekChoice } from '../calendar/week-choice.tsx'
import { hasRole, useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { t } from '../texts.ts'

type Open = 'close' | 'open' | 'release'

/** A location's week: hours, exceptions, closures, capacity, and days closed with the people in them. */
export function page(): JSX.Element {
  const { me, place } = useDesk()
  const week = useWeek(place)
  const [chosen, setChosen] = useState(today())
  const [open, setOpen] = useState<Open | undefined>()
  const [outcome, setOutcome] = useState<string | undefined>()
  const [closed, setClosed] = useState<Closed | undefined>()
  const mayEdit = hasRole(me, ['manager'])
  const { firstDay } = week
  // The day that is meant lies in the week that is shown.
  const day = firstDay <= chosen && chosen <= addDays(firstDay, 6) ? chosen : firstDay
  const close = () => setOpen(undefined)

  async function done(what: string) {
    setClosed(undefined)
    setOutcome(what)
    await week.again()
  }

  function choose(wanted: string) {
    setChosen(wanted)
    document.getElementById('times-day')?.scrollIntoView({ block: 'center' })
  }

  return (
    <div class="calendar">
      <PageHead title={t('calendar.title')}>
        {mayEdit && (
          <>
            <Button onClick={() => setOpen('open')}>{t('calendar.openDays')}</Button>
            <Button onClick={() => setOpen('release')}>{t('calendar.releaseDays')}</Button>
            <Button look="primary" onClick={() => setOpen('close')}>
              {t('calendar.closeDays')}
            </Button>
          </>
        )}
      </PageHead>
      <div aria-live="polite">
        {closed && <Undo closed={closed} undone={done} />}
        {outcome !== undefined && !closed && <Notice kind="success" title={outcome} />}
      </div>
      {week.isLost && <Notice kind="danger" title={t('today.line-lost')} />}
      <WeekChoice firstDay={firstDay} goTo={week.goTo} />
      <Loaded of={week}>
        {(body) => (
          <>
            <Picture week={body} firstDay={body.days[0]?.day ?? firstDay} choose={choose} />
            <Legend />
            <Times week={body} day={day} choose={setChosen} mayEdit={mayEdit} done={done} />
            <Hours week={body} day={day} mayEdit={mayEdit} done={done} />
            <Closures week={body} day={day} mayEdit={mayEdit} done={done} />
          </>
        )}
      </Loaded>
      {open === 'close' && (
        <CloseDialog
          day={day}
          close={close}
          closed={async (what) => {
            setClosed(what)
            await week.again()
          }}
        />
      )}
      {(open === 'open' || open === 'release') && <OpenDialog what={open} day={day} close={close} done={done} />}
    </div>
  )
}

function Legend(): JSX.Element {
  const standings = ['free', 'full', 'closed', 'later'] as const
  return (
    <ul class="week-legend" aria-label={t('calendar.legend')}>
      {standings.map((standing) => (
        <li key={standing}>
          <span class={`week-badge week-${standing}`}>{t(`calendar.legend-${standing}`)}</span>
        </li>
      ))}
    </ul>
  )
}
