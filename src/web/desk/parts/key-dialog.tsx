import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Scope } from '#staff/scope.ts'
import { api } from '../api.ts'
import { everyOf } from '../every-of.ts'
import { useDesk } from '../member.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { Choice } from './choice.tsx'
import { Field } from './field.tsx'
import { FormDialog } from './form-dialog.tsx'
import { MadeDialog } from './made-dialog.tsx'
import { OnceShown } from './once-shown.tsx'
import { Refused } from './refused.tsx'
import { Several } from './several.tsx'

/** What the server knows, none forgotten. */
const scopes = everyOf<Scope>()([
  'visits:read',
  'visits:write',
  'calendar:read',
  'calendar:write',
  'calendar:feed',
  'office:read',
  'office:write',
  'people:read',
  'people:write',
  'reports:read',
  'reports:export',
  'broadcasts:read',
  'broadcasts:write',
  'webhooks:read',
  'webhooks:write',
])

/** A new key, and then the key itself, this once. */
export function KeyDialog({ close, made }: { close: () => void; made: () => Promise<void> }): JSX.Element {
  const { places } = useDesk().me
  const form = useForm({ name: '', days: '365', locationId: '' })
  const { name, days, locationId } = form.values
  const [chosen, setChosen] = useState<readonly Scope[]>([])
  const [key, setKey] = useState<string | undefined>()

  async function submit() {
    const limit = locationId !== '' && { locationId }
    const body = { name, scopes: [...chosen], days: days === '' ? null : Number(days), ...limit }
    const answer = await form.run(() => api('POST', '/keys', { body }))
    if (!answer) return
    setKey(answer.key)
    await made()
  }

  if (key !== undefined) {
    return (
      <MadeDialog title={t('keys.madeTitle', { name })} text={t('keys.madeText')} close={close}>
        <OnceShown label={t('keys.key')} value={key} />
        {chosen.includes('calendar:feed') &&
          (chosen.length === 1 ? (
            <Feeds token={key} locationId={locationId} />
          ) : (
            <p class="kern-body">{t('keys.noFeed')}</p>
          ))}
      </MadeDialog>
    )
  }
  return (
    <FormDialog title={t('keys.make')} close={close} submit={submit} deed={t('keys.make')} isBusy={form.isBusy}>
      <Refused refusal={form.refusal} fields={[...form.fields, 'scopes']} />
      <Field
        id="key-name"
        label={t('keys.name')}
        hint={t('keys.nameHint')}
        required
        autoComplete="off"
        {...form.field('name')}
      />
      <Several
        id="scope"
        label={t('keys.scopes')}
        options={scopes}
        nameOf={(scope) => t(`scope.${scope}`)}
        chosen={chosen}
        choose={setChosen}
        error={form.faultOf('scopes')}
      />
      <Choice
        id="key-place"
        label={t('keys.place')}
        hint={t('keys.placeHint')}
        options={[
          { value: '', label: t('shell.allLocations') },
          ...places.locations.map(({ id, name: label }) => ({ value: id, label })),
        ]}
        {...form.field('locationId')}
      />
      <Choice
        id="key-days"
        label={t('keys.ends')}
        options={[
          { value: '90', label: t('keys.days', { count: 90 }) },
          { value: '365', label: t('keys.days', { count: 365 }) },
          { value: '', label: t('keys.open') },
        ]}
        {...form.field('days')}
      />
    </FormDialog>
  )
}

/** What a calendar program subscribes to. A key that may do more opens no address: addresses get about. */
function Feeds({ token, locationId }: { token: string; locationId: string }): JSX.Element {
  const { locations } = useDesk().me.places
  return (
    <>
      {locations
        .filter(({ id }) => locationId === '' || id === locationId)
        .map(({ id, name: place }) => (
          <OnceShown key={id} label={t('keys.feedOf', { place })} value={feedAddress(id, token)} />
        ))}
    </>
  )
}

function feedAddress(locationId: string, key: string): string {
  return `${location.origin}/api/v1/locations/${encodeURIComponent(locationId)}/calendar.ics?key=${key}`
}
