import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { departmentOptions } from '../calendar/names.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Check } from '../parts/check.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Refused } from '../parts/refused.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { languageNames } from '../parts/text-fields.tsx'
import { language, t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { useLoad } from '../use-load.ts'
import { Bodies } from './bodies.tsx'
import { languages, type Preview, type Tag } from './broadcast.ts'

const groups = ['everybody', 'later', 'waiting'] as const
const channels = ['telegram', 'webchat'] as const

type Props = { close: () => void; made: (id: string) => Promise<void> }

/** A new broadcast: what is free, who is told, and the words; first it is shown, then it is kept as a draft. */
export function Compose({ close, made }: Props): JSX.Element {
  const { me, place } = useDesk()
  const bookable = useLoad(() => api('GET', '/bookable', {}))
  const form = useForm({
    title: '',
    departmentId: place.departmentId ?? me.places.departments[0]?.id ?? '',
    serviceId: '',
    locationId: '',
    firstDay: '',
    lastDay: '',
    group: 'everybody',
    perPlace: '3',
    waveMinutes: '15',
  })
  const [isOnlyThere, setIsOnlyThere] = useState(false)
  const [spoken, setSpoken] = useState<readonly Tag[]>(languages)
  const [used, setUsed] = useState<readonly (typeof channels)[number][]>(channels)
  const [texts, setTexts] = useState<Partial<Record<Tag, string>> | undefined>()
  const { values } = form
  const group = groups.find((each) => each === values.group) ?? 'everybody'
  const plan = {
    offer: {
      departmentId: values.departmentId,
      ...(values.serviceId && { serviceId: values.serviceId }),
      ...(values.locationId && { locationId: values.locationId }),
      ...(values.firstDay && { firstDay: values.firstDay }),
      ...(values.lastDay && { lastDay: values.lastDay }),
    },
    audience: {
      group,
      ...(isOnlyThere && { departmentIds: [values.departmentId] }),
      ...(spoken.length < languages.length && { languages: [...spoken] }),
      ...(used.length < channels.length && { channels: [...used] }),
    },
    ...(texts && { texts: filled(texts) }),
  }
  const key = JSON.stringify(plan)
  const [seen, setSeen] = useState<{ key: string; preview: Preview } | undefined>()
  // What was shown for another choice says nothing about this one.
  const preview = seen?.key === key ? seen.preview : undefined

  async function show(): Promise<void> {
    const answer = await form.run(() => api('POST', '/broadcasts/preview', { body: plan }))
    if (!answer) return
    const shown = { ...plan, texts: answer.texts }
    setTexts(answer.texts)
    setSeen({ key: JSON.stringify(shown), preview: answer })
  }

  async function submit(event: Event): Promise<void> {
    event.preventDefault()
    if (preview === undefined) return show()
    const { title, perPlace, waveMinutes } = values
    const body = { ...plan, title, perPlace: Number(perPlace), waveMinutes: Number(waveMinutes) }
    const answer = await form.run(() => api('POST', '/broadcasts', { body }))
    if (answer) await made(answer.id)
  }

  const services = bookable.body?.departments.find(({ id }) => id === values.departmentId)?.services ?? []
  return (
    <section class="panel" aria-labelledby="compose-title">
      <h2 class="kern-heading-medium" id="compose-title">
        {t('broadcasts.add')}
      </h2>
      <form class="broadcast-form" onSubmit={submit}>
        <Refused refusal={form.refusal} fields={form.fields} />
        <Field
          id="broadcast-title"
          label={t('broadcasts.name')}
          hint={t('broadcasts.nameHint')}
          required
          {...form.field('title')}
        />
        <fieldset class="kern-fieldset">
          <legend class="kern-label">{t('broadcasts.offer')}</legend>
          <div class="role-row">
            <Choice
              id="broadcast-department"
              label={t('shell.department')}
              options={departmentOptions(me, { all: false })}
              {...form.field('departmentId')}
            />
            <Choice
              id="broadcast-service"
              label={t('broadcasts.service')}
              options={[
                { value: '', label: t('broadcasts.anyService') },
                ...services.map(({ id, name }) => ({ value: id, label: named(name) })),
              ]}
              {...form.field('serviceId')}
            />
            <Choice
              id="broadcast-location"
              label={t('broadcasts.location')}
              options={[
                { value: '', label: t('broadcasts.anyLocation') },
                ...me.places.locations.map(({ id, name }) => ({ value: id, label: name })),
              ]}
              {...form.field('locationId')}
            />
            <Field
              id="broadcast-first"
              type="date"
              label={t('broadcasts.firstDay')}
              isOptional
              {...form.field('firstDay')}
            />
            <Field
              id="broadcast-last"
              type="date"
              label={t('broadcasts.lastDay')}
              isOptional
              {...form.field('lastDay')}
            />
          </div>
        </fieldset>
        <fieldset class="kern-fieldset">
          <legend class="kern-label">{t('broadcasts.audience')}</legend>
          <div class="role-row">
            <Choice
              id="broadcast-group"
              label={t('broadcasts.group')}
              options={groups.map((each) => ({ value: each, label: t(`broadcasts.groups.${each}`) }))}
              {...form.field('group')}
            />
            <Check id="broadcast-there" label={t('broadcasts.onlyThere')} isOn={isOnlyThere} turn={setIsOnlyThere} />
          </div>
          <Several
            id="broadcast-language"
            label={t('broadcasts.languages')}
            options={languages}
            chosen={spoken}
            choose={setSpoken}
            nameOf={(tag) => languageNames([tag])}
          />
          <Several
            id="broadcast-channel"
            label={t('broadcasts.channels')}
            options={channels}
            chosen={used}
            choose={setUsed}
            nameOf={(each) => t(`broadcasts.channel.${each}`)}
          />
        </fieldset>
        <fieldset class="kern-fieldset">
          <legend class="kern-label">{t('broadcasts.waves')}</legend>
          <div class="role-row">
            <Field
              id="broadcast-per-place"
              type="number"
              min="1"
              max="20"
              label={t('broadcasts.perPlace')}
              {...form.field('perPlace')}
            />
            <Field
              id="broadcast-minutes"
              type="number"
              min="1"
              max="1440"
              label={t('broadcasts.waveMinutes')}
              {...form.field('waveMinutes')}
            />
          </div>
        </fieldset>
        {texts && (
          <fieldset class="kern-fieldset">
            <legend class="kern-label">{t('broadcasts.texts')}</legend>
            <p class="kern-hint">{t('broadcasts.textsHint')}</p>
            <div class="broadcast-texts">
              {spoken.map((tag) => (
                <TextArea
                  key={tag}
                  id={`broadcast-text-${tag}`}
                  label={languageNames([tag])}
                  lang={tag}
                  value={texts[tag] ?? ''}
                  change={(value) => setTexts({ ...texts, [tag]: value })}
                />
              ))}
            </div>
          </fieldset>
        )}
        <div aria-live="polite">{preview && <Bodies preview={preview} />}</div>
        <div class="page-deeds">
          <Button onClick={close}>{t('form.cancel')}</Button>
          {texts && <Button onClick={() => setTexts(undefined)}>{t('broadcasts.template')}</Button>}
          <Button look="primary" type="submit" aria-disabled={form.isBusy}>
            {preview === undefined ? t('broadcasts.preview') : t('broadcasts.save')}
          </Button>
        </div>
      </form>
    </section>
  )
}

type SeveralProps<Value extends string> = {
  id: string
  label: string
  options: readonly Value[]
  chosen: readonly Value[]
  choose: (chosen: readonly Value[]) => void
  nameOf: (value: Value) => string
}

/** At least one of several. */
function Several<Value extends string>({
  id,
  label,
  options,
  chosen,
  choose,
  nameOf,
}: SeveralProps<Value>): JSX.Element {
  const turn = (value: Value, isOn: boolean) => {
    const next = options.filter((each) => (each === value ? isOn : chosen.includes(each)))
    if (next.length > 0) choose(next)
  }
  return (
    <fieldset class="kern-fieldset broadcast-several">
      <legend class="kern-label">{label}</legend>
      {options.map((value) => (
        <Check
          key={value}
          id={`${id}-${value}`}
          label={nameOf(value)}
          isOn={chosen.includes(value)}
          turn={(isOn) => turn(value, isOn)}
        />
      ))}
    </fieldset>
  )
}

/** What is empty is missing, and the server says so. */
function filled(texts: Partial<Record<Tag, string>>): Partial<Record<Tag, string>> {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== ''))
}

function named(name: Readonly<Record<string, string>>): string {
  return name[language] ?? name['de'] ?? ''
}
