import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { Button } from './button.tsx'
import { Choice } from './choice.tsx'
import { Dialog } from './dialog.tsx'
import { Field } from './field.tsx'
import { OnceShown } from './once-shown.tsx'
import { Refused } from './refused.tsx'

const scopes = [
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
  'webhooks:read',
  'webhooks:write',
] as const
type ScopeName = (typeof scopes)[number]

/** A new key, and then the key itself, this once. */
export function KeyDialog({ close, made }: { close: () => void; made: () => Promise<void> }): JSX.Element {
  const {
    me: { places },
  } = useDesk()
  const [name, setName] = useState('')
  const [chosen, setChosen] = useState<readonly ScopeName[]>([])
  const [days, setDays] = useState('365')
  const [key, setKey] = useState<string | undefined>()
  const { isBusy, refusal, run, faultOf } = useDeed()

  async function submit(event: Event) {
    event.preventDefault()
    const body = { name, scopes: [...chosen], days: days === '' ? null : Number(days) }
    const answer = await run(() => api('POST', '/keys', { body }))
    if (!answer) return
    setKey(answer.key)
    await made()
  }

  if (key !== undefined) {
    return (
      <Dialog title={t('keys.madeTitle', { name })} close={close}>
        <section class="kern-dialog__body">
          <p class="kern-body">{t('keys.madeText')}</p>
          <OnceShown label={t('keys.key')} value={key} />
          {chosen.includes('calendar:feed') &&
            places.locations.map(({ id, name: place }) => (
              <OnceShown key={id} label={t('keys.feedOf', { place })} value={feedAddress(id, key)} />
            ))}
        </section>
        <footer class="kern-dialog__footer">
          <Button look="primary" onClick={close}>
            {t('form.done')}
          </Button>
        </footer>
      </Dialog>
    )
  }
  const toggle = (scope: ScopeName) =>
    setChosen(chosen.includes(scope) ? chosen.filter((each) => each !== scope) : [...chosen, scope])
  return (
    <Dialog title={t('keys.make')} close={close}>
      <form onSubmit={submit}>
        <section class="kern-dialog__body">
          <Refused refusal={refusal} fields={['name']} />
          <Field
            id="key-name"
            label={t('keys.name')}
            hint={t('keys.nameHint')}
            value={name}
            change={setName}
            error={faultOf('name')}
            required
            autoComplete="off"
          />
          <fieldset class="kern-fieldset">
            <legend class="kern-label">{t('keys.scopes')}</legend>
            <div class="kern-fieldset__body scopes">
              {scopes.map((scope) => (
                <div class="kern-form-check" key={scope}>
                  <input
                    class="kern-form-check__checkbox"
                    type="checkbox"
                    id={`scope-${scope}`}
                    checked={chosen.includes(scope)}
                    onChange={() => toggle(scope)}
                  />
                  <label class="kern-label" for={`scope-${scope}`}>
                    {t(`scope.${scope}`)}
                  </label>
                </div>
              ))}
            </div>
          </fieldset>
          <Choice
            id="key-days"
            label={t('keys.ends')}
            value={days}
            options={[
              { value: '90', label: t('keys.days', { count: 90 }) },
              { value: '365', label: t('keys.days', { count: 365 }) },
              { value: '', label: t('keys.open') },
            ]}
            change={setDays}
          />
        </section>
        <footer class="kern-dialog__footer">
          <Button onClick={close}>{t('form.cancel')}</Button>
          <Button look="primary" type="submit" aria-disabled={isBusy}>
            {t('keys.make')}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

/** What a calendar program subscribes to. */
function feedAddress(locationId: string, key: string): string {
  return `${location.origin}/api/v1/locations/${encodeURIComponent(locationId)}/calendar.ics?key=${key}`
}
