import type { JSX } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Button } from '../parts/button.tsx'
import { Field } from '../parts/field.tsx'
import { Refused } from '../parts/refused.tsx'
import { SentForm } from '../parts/sent-form.tsx'
import { TextArea } from '../parts/text-area.tsx'
import { languageNames } from '../parts/text-fields.tsx'
import { inWords } from '../people/named.ts'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { useLoad } from '../use-load.ts'
import { AudienceFields } from './audience-fields.tsx'
import { Bodies } from './bodies.tsx'
import type { Broadcast, Preview } from './broadcast.ts'
import { OfferFields } from './offer-fields.tsx'
import { audienceFrom, planOf, type Texts, valuesFrom } from './plan.ts'

type Props = {
  /** The one that this begins as. */
  model?: Broadcast | undefined
  close: () => void
  made: (id: string) => Promise<void>
}

/** A new broadcast: what is free, who is told, and the words; first it is shown, then it is kept as a draft. */
export function Compose({ model, close, made }: Props): JSX.Element {
  const { me, place } = useDesk()
  const form = useForm(valuesFrom(model, place.departmentId ?? me.places.departments[0]?.id ?? ''))
  const [audience, setAudience] = useState(audienceFrom(model))
  const [texts, setTexts] = useState<Texts | undefined>(model?.texts)
  const { values } = form
  const bookable = useLoad(() => api('GET', '/bookable', {}))
  const department = bookable.body?.departments.find(({ id }) => id === values.departmentId)
  const services = (department?.services ?? []).map(({ id, name }) => ({ id, name: inWords(name) }))
  const plan = planOf({ values, audience, texts })
  const key = JSON.stringify(plan)
  const [seen, setSeen] = useState<{ key: string; preview: Preview } | undefined>()
  // What was shown for another choice says nothing about this one.
  const preview = seen?.key === key ? seen.preview : undefined

  useEffect(() => document.getElementById('broadcast-title')?.focus(), [])

  /** Its services are others. */
  function chooseDepartment(departmentId: string): void {
    form.set({ departmentId, serviceId: '' })
    setAudience({ ...audience, serviceIds: [] })
  }

  async function show(): Promise<void> {
    const answer = await form.run(() => api('POST', '/broadcasts/preview', { body: plan }))
    if (!answer) return
    const shown = { ...plan, texts: answer.texts }
    setTexts(answer.texts)
    setSeen({ key: JSON.stringify(shown), preview: answer })
  }

  async function submit(): Promise<void> {
    if (preview === undefined) return show()
    const { title, perPlace, waveMinutes } = values
    const body = { ...plan, title, perPlace: Number(perPlace), waveMinutes: Number(waveMinutes) }
    const answer = await form.run(() => api('POST', '/broadcasts', { body }))
    if (answer) await made(answer.id)
  }

  return (
    <section class="panel" aria-labelledby="compose-title">
      <h2 class="kern-heading-medium" id="compose-title">
        {t('broadcasts.add')}
      </h2>
      <SentForm class="broadcast-form" submit={submit}>
        <Refused refusal={form.refusal} fields={form.fields} />
        <Field
          id="broadcast-title"
          label={t('broadcasts.name')}
          hint={t('broadcasts.nameHint')}
          required
          {...form.field('title')}
        />
        <OfferFields form={form} services={services} chooseDepartment={chooseDepartment} />
        <AudienceFields audience={audience} services={services} change={setAudience} />
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
              {audience.languages.map((tag) => (
                <TextArea
                  key={tag}
                  id={`broadcast-text-${tag}`}
                  label={languageNames([tag])}
                  lang={tag}
                  rows={6}
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
      </SentForm>
    </section>
  )
}
