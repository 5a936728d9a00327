import type { JSX } from 'preact'
import { api } from '../api.ts'
import { Choice } from '../parts/choice.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { t } from '../texts.ts'
import { useLoad } from '../use-load.ts'
import type { Chosen } from './alternatives.tsx'
import { dayNamed } from './named.ts'

type Place = { departmentId: string; locationId: string; serviceId: string }
type Props = { place: Place; chosen: Chosen; choose: (time: Chosen) => void }

/** A day with free times, and one of them. */
export function TimeChoice({ place, chosen, choose }: Props): JSX.Element {
  const { departmentId, locationId, serviceId } = place
  const days = useLoad(() => api('GET', '/free-days', { query: place }), [departmentId, locationId, serviceId])
  return (
    <Loaded of={days}>
      {({ days: free }) =>
        free.length === 0 ? (
          <Notice kind="info" title={t('people.noDays')} />
        ) : (
          <>
            <Choice
              id="day"
              label={t('people.day')}
              value={chosen.day}
              options={[
                { value: '', label: t('people.choose') },
                ...free.map(({ day, free: count }) => ({
                  value: day,
                  label: `${dayNamed(day)} – ${t('people.free', { count })}`,
                })),
              ]}
              change={(day) => choose({ day, startsAt: '' })}
            />
            {chosen.day !== '' && <Times key={chosen.day} place={place} chosen={chosen} choose={choose} />}
          </>
        )
      }
    </Loaded>
  )
}

function Times({ place, chosen, choose }: Props): JSX.Element {
  const { day } = chosen
  const times = useLoad(() => api('GET', '/free-times', { query: { ...place, day } }), [day])
  return (
    <Loaded of={times}>
      {({ times: free }) => (
        <fieldset class="kern-fieldset">
          <legend class="kern-label">{t('people.time')}</legend>
          <div class="kern-fieldset__body">
            {free.length === 0 && <p class="kern-body">{t('people.noTimes')}</p>}
            <div class="people-times">
              {free.map(({ startsAt, time }) => (
                <label class="people-time" key={startsAt}>
                  <input
                    type="radio"
                    name="time"
                    checked={startsAt === chosen.startsAt}
                    onChange={() => choose({ day, startsAt })}
                  />
                  <span>{time}</span>
                </label>
              ))}
            </div>
          </div>
        </fieldset>
      )}
    </Loaded>
  )
}
