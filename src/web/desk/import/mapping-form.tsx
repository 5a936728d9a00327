import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { inWords } from '../people/named.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Field } from '../parts/field.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import { useDeed } from '../use-deed.ts'
import { type Draft, draftOf, fields, mappingOf, missingOf, statuses, wordsOf } from './draft.ts'
import type { Checked, ReadFile } from './use-import.ts'

type Props = {
  columns: Checked['columns']
  departments: readonly { id: string; name: Readonly<Record<string, string>> }[]
  before?: { name: string; mapping: ReadFile['mapping'] }
  saved: (name: string) => Promise<void>
}

/** Which column is what and which word means what, saved under the tool's name. */
export function MappingForm({ columns, departments, before, saved }: Props): JSX.Element {
  const [draft, setDraft] = useState<Draft>(() => draftOf(before))
  const [isTried, setIsTried] = useState(false)
  const { isBusy, refusal, run } = useDeed()
  const set = (changed: Partial<Draft>) => setDraft((known) => ({ ...known, ...changed }))
  const missing = missingOf(draft)
  const departmentOptions = departments.map(({ id, name }) => ({ value: id, label: inWords(name) }))
  const none = { value: '', label: t('import.none') }
  const unmapped = { value: '', label: t('import.unmapped') }

  async function submit(event: Event) {
    event.preventDefault()
    setIsTried(true)
    if (missing.length > 0) return
    const { name } = draft
    const mapping = mappingOf(draft, before?.mapping)
    const answer = await run(() => api('PUT', '/import-mappings/:name', { params: { name }, body: { mapping } }))
    if (answer) await saved(answer.name)
  }

  return (
    <form class="panel" onSubmit={submit} noValidate>
      <Field
        id="mapping-name"
        label={t('import.tool')}
        hint={t('import.toolHint')}
        value={draft.name}
        change={(name) => set({ name })}
        required
      />
      <fieldset class="kern-fieldset">
        <legend class="kern-label">{t('import.fields')}</legend>
        <div class="kern-fieldset__body import-fields">
          {fields.map((field) => (
            <Choice
              key={field}
              id={`mapping-${field}`}
              label={t(`import.field.${field}`)}
              value={draft.columns[field] ?? ''}
              options={[none, ...columns.map(({ name }) => ({ value: name, label: name }))]}
              change={(column) => set({ columns: { ...draft.columns, [field]: column } })}
            />
          ))}
          {!draft.columns.department && (
            <Choice
              id="mapping-fixed-department"
              label={t('import.fixedDepartment')}
              value={draft.department}
              options={[none, ...departmentOptions]}
              change={(department) => set({ department })}
            />
          )}
          {!draft.columns.minutes && (
            <Field
              id="mapping-fixed-minutes"
              label={t('import.fixedMinutes')}
              value={draft.minutes}
              change={(minutes) => set({ minutes })}
              inputMode="numeric"
            />
          )}
          <Choice
            id="mapping-dates"
            label={t('import.dates')}
            value={draft.dates}
            options={(['dd.mm.yyyy', 'dd/mm/yyyy', 'mm/dd/yyyy'] as const).map((value) => ({ value, label: value }))}
            change={(dates) => set({ dates: dates === 'dd/mm/yyyy' || dates === 'mm/dd/yyyy' ? dates : 'dd.mm.yyyy' })}
          />
        </div>
      </fieldset>
      {(['department', 'status'] as const).map((field) => {
        const words = wordsOf(draft, field, columns)
        const options =
          field === 'department'
            ? departmentOptions
            : statuses.map((status) => ({ value: status, label: t(`import.status.${status}`) }))
        return (
          words.length > 0 && (
            <fieldset class="kern-fieldset" key={field}>
              <legend class="kern-label">{`${t('import.words')}: ${t(`import.field.${field}`)}`}</legend>
              <div class="kern-fieldset__body import-fields">
                {words.map((word, index) => (
                  <Choice
                    key={word}
                    id={`mapping-${field}-${index}`}
                    label={t('import.means', { word })}
                    value={draft.words[field][word] ?? ''}
                    options={[unmapped, ...options]}
                    change={(means) =>
                      set({ words: { ...draft.words, [field]: { ...draft.words[field], [word]: means } } })
                    }
                  />
                ))}
              </div>
            </fieldset>
          )
        )
      })}
      <Refused refusal={refusal} />
      {isTried && missing.length > 0 && (
        <p class="kern-body" role="alert">
          {t('import.incomplete', { fields: missing.map((field) => t(`import.${field}`)).join(', ') })}
        </p>
      )}
      <div class="page-deeds">
        <Button look="primary" type="submit" aria-disabled={isBusy}>
          {t('import.save')}
        </Button>
      </div>
    </form>
  )
}
