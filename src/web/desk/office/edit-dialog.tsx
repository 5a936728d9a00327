import type { ComponentChildren, JSX } from 'preact'
import { useState } from 'preact/hooks'
import type { Outcome } from '../api.ts'
import { factOf, Meanwhile, useVersion } from '../calendar/meanwhile.tsx'
import { Button } from '../parts/button.tsx'
import { Check } from '../parts/check.tsx'
import { FormDialog } from '../parts/form-dialog.tsx'
import { Refused } from '../parts/refused.tsx'
import { language, t } from '../texts.ts'
import type { Form } from '../use-form.ts'

/** What is edited, as it was read. */
type Row = { version: number; retired: boolean }

type Props = {
  title: string
  form: Pick<Form<string>, 'run' | 'refusal' | 'isBusy' | 'fields'>
  row: Row | undefined
  /** Which faults stand beside a field. */
  fields: readonly string[]
  save: (how: { version: number; retired: boolean }) => Promise<Outcome<unknown>>
  remove?: ((version: number) => Promise<Outcome<unknown>>) | undefined
  close: () => void
  done: (what: string) => Promise<void>
  children: ComponentChildren
}

/** A form for one thing of the office: saved with its version, switched off, or deleted where nothing hangs on it. */
export function EditDialog({ title, form, row, fields, save, remove, close, done, children }: Props): JSX.Element {
  const [retired, setRetired] = useState(row?.retired ?? false)
  const { version, current } = useVersion(row?.version, form.refusal)
  const uses = form.refusal?.code === 'in-use' ? form.refusal.details?.['by'] : undefined

  async function run(deed: () => Promise<Outcome<unknown>>, what: string) {
    const answer = await form.run(deed)
    if (answer === undefined) return
    close()
    await done(what)
  }

  return (
    <FormDialog
      title={title}
      close={close}
      submit={() => run(() => save({ version: version ?? 1, retired }), t('office.saved'))}
      deed={t('form.save')}
      isBusy={form.isBusy}
      more={
        remove &&
        version !== undefined && (
          <Button look="tertiary" icon="delete" onClick={() => void run(() => remove(version), t('office.removed'))}>
            {t('office.remove')}
          </Button>
        )
      }
    >
      {current && form.refusal?.code === 'edited-meanwhile' ? (
        <Meanwhile>
          <p class="kern-body">{describe(current)}</p>
        </Meanwhile>
      ) : (
        <Refused refusal={form.refusal} fields={fields} />
      )}
      {typeof uses === 'object' && uses !== null && <p class="kern-body">{usesText(uses)}</p>}
      {children}
      {row && <Check id="retired" label={t('office.retired')} isOn={retired} turn={setRetired} />}
    </FormDialog>
  )
}

/** What somebody else made of it, as far as one line can say. */
function describe(current: object): string {
  const name: unknown = new Map<string, unknown>(Object.entries(current)).get('name')
  const isTranslated = typeof name === 'object' && name !== null
  const text = isTranslated ? factOf(name, language) || factOf(name, 'de') : factOf(current, 'name')
  const facts = (['units', 'address', 'position'] as const).flatMap((key) => {
    const value = factOf(current, key)
    return value === '' ? [] : [`${t(`office.${key}`)}: ${value}`]
  })
  return [text, ...facts].join(' · ')
}

const kinds = [
  'services',
  'hours',
  'slots',
  'appointments',
  'closures',
  'rooms',
  'devices',
  'roles',
  'subscriptions',
] as const

function usesText(uses: object): string {
  const parts = kinds.flatMap((kind) => {
    const count = factOf(uses, kind)
    return count === '' ? [] : [`${t(`office.uses-${kind}`)}: ${count}`]
  })
  return parts.join(' · ')
}
