import type { JSX } from 'preact'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { SentForm } from '../parts/sent-form.tsx'
import { keysOf, language, maybe, t } from '../texts.ts'
import { useForm } from '../use-form.ts'

export type Filter = { staffId?: string; deed?: string; from?: string; to?: string; subject?: string }

type Props = { staff: readonly { id: string; name: string }[]; choose: (filter: Filter) => void }

const byName = new Intl.Collator(language)

/** Whose deeds, which, when, and of which appointment. */
export function FilterForm({ staff, choose }: Props): JSX.Element {
  const { field, values } = useForm({ staffId: '', deed: '', from: '', to: '', subject: '' })
  const deeds = keysOf('deed')
    .map((deed) => ({ value: deed, label: maybe(`deed.${deed}`) ?? deed }))
    .sort((one, other) => byName.compare(one.label, other.label))
  const all = { value: '', label: t('audit.all') }

  async function submit() {
    choose(Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== '')))
  }

  return (
    <SentForm class="audit-filter" submit={submit}>
      <Choice
        id="audit-staff"
        label={t('audit.who')}
        options={[all, ...staff.map(({ id, name }) => ({ value: id, label: name }))]}
        {...field('staffId')}
      />
      <Choice id="audit-deed" label={t('audit.what')} options={[all, ...deeds]} {...field('deed')} />
      <Field id="audit-from" type="date" label={t('report.from')} {...field('from')} />
      <Field id="audit-to" type="date" label={t('report.to')} {...field('to')} />
      <Field id="audit-subject" label={t('waitlist.code')} autoComplete="off" dir="ltr" {...field('subject')} />
      <Button look="primary" type="submit">
        {t('report.show')}
      </Button>
    </SentForm>
  )
}
