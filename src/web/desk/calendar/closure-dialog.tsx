import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { useDesk } from '../member.ts'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { givenTexts, TextFields, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { factOf, Meanwhile, useVersion } from './meanwhile.tsx'
import { departmentName, departmentOptions } from './names.ts'
import { type Closure, longDay } from './week.ts'

type Props = {
  closure?: Closure | undefined
  day: string
  close: () => void
  done: (what: string) => Promise<void>
}

/** Days on which nothing opens. */
export function ClosureDialog({ closure, day, close, done }: Props): JSX.Element {
  const { me, place } = useDesk()
  const form = useForm({
    departmentId: place.departmentId ?? '',
    firstDay: closure?.firstDay ?? day,
    lastDay: closure?.lastDay ?? day,
  })
  const [reason, setReason] = useState<Texts>(closure?.reason ?? {})
  const { values } = form
  const { version, current } = useVersion(closure?.version, form.refusal)

  async function submit() {
    const { firstDay, lastDay, departmentId } = values
    const body = { firstDay, lastDay, reason: givenTexts(reason) }
    const saved = await form.run(() =>
      closure && version !== undefined
        ? api('PUT', '/closures/:id', { params: { id: closure.id }, body: { ...body, version } })
        : api('POST', '/closures', {
            body: { ...body, departmentId: departmentId || null, locationId: place.locationId },
          }),
    )
    if (!saved) return
    close()
    await done(t('calendar.effect', saved.effect))
  }

  const what = t('calendar.closure')
  return (
    <FormDialog
      title={closure ? t('calendar.changeOf', { what }) : t('calendar.addClosure')}
      close={close}
      submit={submit}
      deed={t('form.save')}
      isBusy={form.isBusy}
    >
      {current ? (
        <Meanwhile>
          <p class="kern-body">{daysText(current)}</p>
        </Meanwhile>
      ) : (
        <Refused refusal={form.refusal} fields={[...form.fields, 'reason.de']} />
      )}
      {closure ? (
        <p class="kern-body">{departmentName(me, closure.departmentId)}</p>
      ) : (
        <Choice
          id="closure-department"
          label={t('shell.department')}
          options={departmentOptions(me, { all: true })}
          {...form.field('departmentId')}
        />
      )}
      <div class="role-row">
        <Field id="first-day" type="date" label={t('calendar.firstDay')} required {...form.field('firstDay')} />
        <Field id="last-day" type="date" label={t('calendar.lastDay')} required {...form.field('lastDay')} />
      </div>
      <TextFields
        id="reason"
        label={t('calendar.reason')}
        texts={reason}
        change={setReason}
        faultOf={(tag) => form.faultOf(`reason.${tag}`)}
      />
    </FormDialog>
  )
}

function daysText(closure: object): string {
  return `${longDay(factOf(closure, 'firstDay'))} – ${longDay(factOf(closure, 'lastDay'))}`
}
