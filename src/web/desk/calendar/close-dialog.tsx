import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { givenTexts, TextFields, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { AffectedPeople } from './affected-people.tsx'
import { departmentOptions } from './names.ts'

export type Preview = AnswerOf<RouteAt<'GET', '/closings/preview'>>
export type Closed = AnswerOf<RouteAt<'POST', '/closings'>>

type Props = { day: string; close: () => void; closed: (closed: Closed) => Promise<void> }

/** Closes days with people in them: first it is shown whom it concerns, then they are moved or cancelled. */
export function CloseDialog({ day, close, closed }: Props): JSX.Element {
  const { me, place } = useDesk()
  const form = useForm({
    departmentId: place.departmentId ?? '',
    firstDay: day,
    lastDay: day,
    from: '',
    before: '',
    how: 'move',
  })
  const [reason, setReason] = useState<Texts>({})
  const { values } = form
  const { departmentId, firstDay, lastDay, from, before } = values
  const time = {
    locationId: place.locationId,
    ...(departmentId && { departmentId }),
    firstDay,
    lastDay,
    ...(from && { from }),
    ...(before && { before }),
  }
  const key = JSON.stringify(time)
  const [seen, setSeen] = useState<{ key: string; preview: Preview } | undefined>()
  // What was shown for another time says nothing about this one.
  const preview = seen?.key === key ? seen.preview : undefined
  const how = values.how === 'cancel' ? 'cancel' : 'move'
  const count = preview?.affected.length ?? 0

  async function submit() {
    if (preview === undefined) {
      const answer = await form.run(() => api('GET', '/closings/preview', { query: time }))
      if (answer) setSeen({ key, preview: answer })
      return
    }
    const body = { ...time, how, ...((reason['de'] ?? '').trim() !== '' && { reason: givenTexts(reason) }) } as const
    const answer = await form.run(() => api('POST', '/closings', { body }))
    if (!answer) return
    close()
    await closed(answer)
  }

  return (
    <FormDialog
      title={t('calendar.closeDays')}
      close={close}
      submit={submit}
      deed={preview === undefined ? t('calendar.whoIsAffected') : t(`calendar.close-${how}`, { count })}
      isBusy={form.isBusy}
    >
      <Refused refusal={form.refusal} fields={form.fields} />
      <Choice
        id="close-department"
        label={t('shell.department')}
        options={departmentOptions(me, { all: true })}
        {...form.field('departmentId')}
      />
      <div class="role-row">
        <Field id="close-first" type="date" label={t('calendar.firstDay')} required {...form.field('firstDay')} />
        <Field id="close-from" type="time" label={t('calendar.fromTime')} isOptional {...form.field('from')} />
      </div>
      <div class="role-row">
        <Field id="close-last" type="date" label={t('calendar.lastDay')} required {...form.field('lastDay')} />
        <Field id="close-before" type="time" label={t('calendar.beforeTime')} isOptional {...form.field('before')} />
      </div>
      <Choice
        id="close-how"
        label={t('calendar.how')}
        options={[
          { value: 'move', label: t('calendar.how-move') },
          { value: 'cancel', label: t('calendar.how-cancel') },
        ]}
        {...form.field('how')}
      />
      <TextFields
        id="close-reason"
        label={t('calendar.reason')}
        hint={t('calendar.reasonHint')}
        texts={reason}
        change={setReason}
        isOptional
      />
      <div aria-live="polite">{preview && <AffectedPeople preview={preview} />}</div>
    </FormDialog>
  )
}
