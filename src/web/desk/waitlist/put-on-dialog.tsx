import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Choice } from '../parts/choice.tsx'
import { Dialog } from '../parts/dialog.tsx'
import { Field } from '../parts/field.tsx'
import { Form } from '../parts/form.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { notices } from './notices.ts'

/** Somebody calls and wants an earlier time than theirs. Who has none books one first. */
export function PutOnDialog({ close, done }: { close: () => void; done: () => Promise<void> }): JSX.Element {
  const form = useForm({ code: '', until: '' })
  const [notice, setNotice] = useState('1440')
  const [where, setWhere] = useState<'here' | 'anywhere'>('here')

  async function submit(): Promise<void> {
    const { code, until } = form.values
    const body = {
      code,
      isAnywhere: where === 'anywhere',
      noticeMinutes: Number(notice),
      ...(until !== '' && { until }),
    }
    const entered = await form.run(() => api('POST', '/waitlist', { body }))
    if (!entered) return
    await done()
    close()
  }

  return (
    <Dialog title={t('waitlist.put-on')} close={close}>
      <section class="kern-dialog__body">
        <Form form={form} submit={submit} deed={t('waitlist.put-on')} look="primary">
          <Field
            id="waitlist-code"
            label={t('waitlist.code')}
            hint={t('waitlist.code-hint')}
            spellcheck={false}
            {...form.field('code')}
          />
          <Field
            id="waitlist-until"
            label={t('waitlist.until-label')}
            type="date"
            isOptional
            {...form.field('until')}
          />
          <Choice
            id="waitlist-notice"
            label={t('waitlist.how')}
            value={notice}
            options={notices.map((minutes) => ({ value: String(minutes), label: t(`waitlist.notice-${minutes}`) }))}
            change={setNotice}
          />
          <Choice
            id="waitlist-where"
            label={t('waitlist.location')}
            value={where}
            options={[
              { value: 'here', label: t('waitlist.here') },
              { value: 'anywhere', label: t('waitlist.anywhere') },
            ]}
            change={(value) => setWhere(value === 'anywhere' ? 'anywhere' : 'here')}
          />
        </Form>
      </section>
    </Dialog>
  )
}
