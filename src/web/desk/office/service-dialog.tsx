import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { Button } from '../parts/button.tsx'
import { Choice } from '../parts/choice.tsx'
import { givenTexts, TextFields, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import { useForm } from '../use-form.ts'
import { EditDialog } from './edit-dialog.tsx'
import { NamedFields } from './named-fields.tsx'
import { nameOf, type ServiceRow } from './things.ts'

type Props = {
  row?: ServiceRow
  departmentId: string
  position: string
  close: () => void
  done: (what: string) => Promise<void>
}

/** What people come for: how long it takes, and what to bring. */
export function ServiceDialog({ row, departmentId, position, close, done }: Props): JSX.Element {
  const form = useForm({ units: String(row?.units ?? 1), position: row ? String(row.position) : position })
  const [name, setName] = useState<Texts>(row?.name ?? {})
  const [documents, setDocuments] = useState<readonly Texts[]>(row?.documents ?? [{}])
  const body = {
    name: givenTexts(name),
    units: Number(form.values.units),
    documents: documents.map(givenTexts),
    position: Number(form.values.position),
  }
  const replace = (index: number, texts: Texts) =>
    setDocuments(documents.map((each, place) => (place === index ? texts : each)))
  return (
    <EditDialog
      title={row ? t('calendar.changeOf', { what: nameOf(row) }) : t('office.addService')}
      form={form}
      row={row}
      fields={['units', 'position', 'name.de', ...documents.map((_, index) => `documents.${index}.de`)]}
      save={(how) =>
        row
          ? api('PUT', '/services/:id', { params: { id: row.id }, body: { ...body, ...how } })
          : api('POST', '/services', { body: { ...body, departmentId, retired: false } })
      }
      remove={row && ((version) => api('POST', '/services/:id/remove', { params: { id: row.id }, body: { version } }))}
      close={close}
      done={done}
    >
      <NamedFields form={form} name={name} rename={setName}>
        <Choice
          id="units"
          label={t('office.units')}
          hint={t('office.unitsHint')}
          options={['1', '2', '3', '4'].map((value) => ({ value, label: t('office.slots', { count: Number(value) }) }))}
          {...form.field('units')}
        />
        <fieldset class="kern-fieldset">
          <legend class="kern-label">{t('office.documents')}</legend>
          <div class="kern-fieldset__body">
            {documents.map((document, index) => (
              <div class="office-document" key={index}>
                <TextFields
                  id={`document-${index}`}
                  label={t('office.document', { number: index + 1 })}
                  texts={document}
                  change={(texts) => replace(index, texts)}
                  faultOf={(tag) => form.faultOf(`documents.${index}.${tag}`)}
                />
                {documents.length > 1 && (
                  <Button
                    look="tertiary"
                    icon="delete"
                    aria-label={t('calendar.removeOf', { what: t('office.document', { number: index + 1 }) })}
                    onClick={() => setDocuments(documents.filter((_, place) => place !== index))}
                  >
                    {t('calendar.remove')}
                  </Button>
                )}
              </div>
            ))}
            <Button icon="add" onClick={() => setDocuments([...documents, {}])}>
              {t('office.addDocument')}
            </Button>
          </div>
        </fieldset>
      </NamedFields>
    </EditDialog>
  )
}
