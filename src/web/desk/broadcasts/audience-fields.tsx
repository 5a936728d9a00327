import type { JSX } from 'preact'
import { useDesk } from '../member.ts'
import { Check } from '../parts/check.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Several } from '../parts/several.tsx'
import { languageNames } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { channels, languages } from './broadcast.ts'
import { type Audience, groups } from './plan.ts'

type Named = { id: string; name: string }
type Props = { audience: Audience; services: readonly Named[]; change: (audience: Audience) => void }

/** Who is told: at least one language and one channel are left, or it would be nobody. */
export function AudienceFields({ audience, services, change }: Props): JSX.Element {
  const { locations } = useDesk().me.places
  const set = (part: Partial<Audience>) => change({ ...audience, ...part })
  return (
    <fieldset class="kern-fieldset">
      <legend class="kern-label">{t('broadcasts.audience')}</legend>
      <div class="kern-fieldset__body">
        <div class="role-row">
          <Choice
            id="broadcast-group"
            label={t('broadcasts.group')}
            value={audience.group}
            options={groups.map((each) => ({ value: each, label: t(`broadcasts.groups.${each}`) }))}
            change={(value) => set({ group: groups.find((each) => each === value) ?? 'everybody' })}
          />
          {audience.group === 'later' && (
            <Field
              id="broadcast-after"
              type="date"
              label={t('broadcasts.after')}
              isOptional
              value={audience.after}
              change={(after) => set({ after })}
            />
          )}
          <Narrowing
            id="broadcast-of-service"
            label={t('broadcasts.onlyService')}
            all={t('broadcasts.anyService')}
            list={services}
            chosen={audience.serviceIds}
            choose={(serviceIds) => set({ serviceIds })}
          />
          <Narrowing
            id="broadcast-of-location"
            label={t('broadcasts.onlyLocation')}
            all={t('broadcasts.anyLocation')}
            list={locations}
            chosen={audience.locationIds}
            choose={(locationIds) => set({ locationIds })}
          />
          <Check
            id="broadcast-there"
            label={t('broadcasts.onlyThere')}
            isOn={audience.isOnlyThere}
            turn={(isOnlyThere) => set({ isOnlyThere })}
          />
        </div>
        <Several
          id="broadcast-language"
          label={t('broadcasts.languages')}
          options={languages}
          nameOf={(tag) => languageNames([tag])}
          chosen={audience.languages}
          choose={(spoken) => spoken.length > 0 && set({ languages: spoken })}
        />
        <Several
          id="broadcast-channel"
          label={t('broadcasts.channels')}
          options={channels}
          nameOf={(channel) => t(`broadcasts.channel.${channel}`)}
          chosen={audience.channels}
          choose={(used) => used.length > 0 && set({ channels: used })}
        />
      </div>
    </fieldset>
  )
}

type NarrowingProps = {
  id: string
  label: string
  all: string
  list: readonly Named[]
  chosen: readonly string[]
  choose: (chosen: readonly string[]) => void
}

/** All or one. What another system has chosen, several or one that is no longer offered, is offered too. */
function Narrowing({ id, label, all, list, chosen, choose }: NarrowingProps): JSX.Element {
  const value = chosen.join(' ')
  const nameOf = (wanted: string) => list.find((each) => each.id === wanted)?.name ?? wanted
  const known = [{ value: '', label: all }, ...list.map(({ id: one, name }) => ({ value: one, label: name }))]
  const isKnown = known.some((option) => option.value === value)
  return (
    <Choice
      id={id}
      label={label}
      value={value}
      options={isKnown ? known : [...known, { value, label: chosen.map(nameOf).join(', ') }]}
      change={(wanted) => choose(wanted === '' ? [] : wanted.split(' '))}
    />
  )
}
