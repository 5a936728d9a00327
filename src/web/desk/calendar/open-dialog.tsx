import type { JSX } from 'preact'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { departmentOptions } from './names.ts'

type Props = { what: 'open' | 'release'; day: string; close: () => void; done: (what: string) => Promise<void> }

/** Opens further days by the opening hours, or says from when on the public may book those of some days. */
export function OpenDialog({ what, day, close, done }: Props): JSX.Element {
  const { me, place } = useDesk()
  const form = useForm({
    departmentId: place.departmentId ?? '',
    firstDay: day,
    lastDay: day,
    releaseDay: '',
    releaseTime: '08:00',
  })
  const { departmentId, firstDay, lastDay, releaseDay, releaseTime } = form.values

  async function submit() {
    const body = { locationId: place.locationId, ...(departmentId && { departmentId }), firstDay, lastDay }
    const moment = releaseDay === '' ? undefined : { day: releaseDay, time: releaseTime }
    const answer = await form.run(() =>
      what === 'open'
        ? api('POST', '/days/open', { body: { ...body, ...(moment && { publicFrom: moment }) } })
        : api('POST', '/days/release', { body: { ...body, publicFrom: moment ?? null } }),
    )
    if (!answer) return
    close()
    await done(t(`calendar.did-${what}`, { count: answer.slots }))
  }

  return (
    <FormDialog
      title={t(`calendar.${what}Days`)}
      close={close}
      submit={submit}
      deed={t(`calendar.${what}Days`)}
      isBusy={form.isBusy}
    >
      <p class="kern-body">{t(`calendar.${what}Intro`)}</p>
      <Refused refusal={form.refusal} fields={form.fields} />
      <Choice
        id="open-department"
        label={t('shell.department')}
        options={departmentOptions(me, { all: true })}
        {...form.field('departmentId')}
      />
      <div class="role-row">
        <Field id="open-first" type="date" label={t('calendar.firstDay')} required {...form.field('firstDay')} />
        <Field id="open-last" type="date" label={t('calendar.lastDay')} required {...form.field('lastDay')} />
      </div>
      <div class="role-row">
        <Field
          id="release-day"
          type="date"
          label={t('calendar.releaseDay')}
          hint={t('calendar.releaseHint')}
          isOptional
          {...form.field('releaseDay')}
          error={form.faultOf('publicFrom')}
        />
        <Field id="release-time" type="time" label={t('calendar.releaseTime')} {...form.field('releaseTime')} />
      </div>
    </FormDialog>
  )
}
