import type { JSX } from 'preact'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { Labelled } from '../parts/labelled.tsx'
import { Refused } from '../parts/refused.tsx'
import { t } from '../texts.ts'
import type { ImportWork } from './use-import.ts'

type Props = { work: ImportWork; names: readonly string[]; changed: () => void }

/** Which file, and as whose export it is read. */
export function FileForm({ work, names, changed }: Props): JSX.Element {
  const { file, choose, mapping, setMapping, check, checked, deed, progress } = work
  async function submit(event: Event) {
    event.preventDefault()
    changed()
    await check()
  }
  return (
    <form class="panel import-file" onSubmit={submit}>
      <Labelled id="import-file" label={t('import.choose')} hint={t('import.chooseHint')}>
        {(described) => (
          <input
            class="kern-form-input__input"
            type="file"
            accept=".csv,.txt,.tsv,text/csv,text/plain"
            required
            onChange={({ currentTarget }) => {
              changed()
              choose(currentTarget.files?.[0])
            }}
            {...described}
          />
        )}
      </Labelled>
      <Choice
        id="import-mapping"
        label={t('import.mapping')}
        value={mapping}
        options={[{ value: '', label: t('import.automatic') }, ...names.map((name) => ({ value: name, label: name }))]}
        change={setMapping}
      />
      <Refused refusal={deed.refusal} />
      <p class="kern-body" role="status">
        {deed.isBusy && progress === undefined && file && t('import.checking')}
        {!deed.isBusy && checked && t(`import.checked.${checked.outcome}`)}
      </p>
      <div class="page-deeds">
        <Button look="primary" type="submit" aria-disabled={deed.isBusy}>
          {t('import.check')}
        </Button>
      </div>
    </form>
  )
}
