import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Choice } from '../parts/choice.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Notice } from '../parts/notice.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { useKey } from '../use-key.ts'
import { Alternatives, type Chosen } from './alternatives.tsx'
import { type Bookable, inWords, type Known, whenOf } from './named.ts'
import { TimeChoice } from './time-choice.tsx'
import { type By, WishOf } from './wish-of.tsx'

type Props = {
  visit: Known
  places: Bookable | undefined
  close: () => void
  moved: (visit: { id: string; startsAt: string }) => void
}

/** Another time, and perhaps another place, for the same visit. The old time is kept until the new one is there. */
export function MoveDialog({ visit, places, close, moved }: Props): JSX.Element {
  const { id, departmentId, serviceId } = visit
  const [locationId, setLocationId] = useState(visit.locationId)
  const [time, setTime] = useState<Chosen>({ day: '', startsAt: '' })
  const [by, setBy] = useState<By>('applicant')
  const [isMissing, setIsMissing] = useState(false)
  const { isBusy, refusal, run, clear } = useDeed()
  const named = useKey()
  const locations = places?.departments.find((department) => department.id === departmentId)?.locations ?? []

  function choose(chosen: Chosen) {
    clear()
    setIsMissing(false)
    setTime(chosen)
  }

  async function submit() {
    if (time.startsAt === '') return setIsMissing(true)
    const body = { startsAt: time.startsAt, locationId, by }
    const done = await run(() => named(body, (key) => api('POST', '/visits/:id/move', { params: { id }, body, key })))
    if (done) moved(done.visit)
  }

  return (
    <FormDialog title={t('people.moveTitle')} close={close} submit={submit} deed={t('people.moveNow')} isBusy={isBusy}>
      <p class="kern-body">{t('people.moveFrom', { when: whenOf(visit.startsAt) })}</p>
      {isMissing && <Notice kind="danger" title={t('people.missingTime')} />}
      <Refused refusal={refusal} />
      <Alternatives refusal={refusal} choose={choose} />
      {locations.length > 1 && (
        <Choice
          id="move-location"
          label={t('people.location')}
          value={locationId}
          options={locations.map((location) => ({ value: location.id, label: inWords(location.name) }))}
          change={(value) => {
            setLocationId(value)
            choose({ day: '', startsAt: '' })
          }}
        />
      )}
      <TimeChoice place={{ departmentId, locationId, serviceId }} chosen={time} choose={choose} />
      <WishOf by={by} change={setBy} />
    </FormDialog>
  )
}
