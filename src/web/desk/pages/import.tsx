import type { JSX } from 'preact'
import { useState } from 'preact/hooks'
import { api } from '../api.ts'
import { FileForm } from '../import/file-form.tsx'
import { ImportList } from '../import/import-list.tsx'
import { MappingForm } from '../import/mapping-form.tsx'
import { Preview } from '../import/preview.tsx'
import { useImport } from '../import/use-import.ts'
import { Button } from '../parts/button.tsx'
import { Loaded } from '../parts/loaded.tsx'
import { Notice } from '../parts/notice.tsx'
import { PageHead } from '../parts/page-head.tsx'
import { language, t } from '../texts.ts'
import { useLoad } from '../use-load.ts'

/** Exports of other tools: checked, then imported; what was imported before, and taken out again. */
export function page(): JSX.Element {
  const known = useLoad(() => api('GET', '/imports', {}))
  const office = useLoad(() => api('GET', '/office', {}))
  const work = useImport(known.again)
  const [isAdjusting, setIsAdjusting] = useState(false)
  const { checked, progress } = work
  const mappings = known.body?.mappings ?? []
  const columns = checked?.columns ?? []

  async function saved(name: string) {
    setIsAdjusting(false)
    await known.again()
    await work.check(name)
  }

  return (
    <>
      <PageHead title={t('import.title')} intro={t('import.intro')} />
      <FileForm work={work} names={mappings.map(({ name }) => name)} changed={() => setIsAdjusting(false)} />
      {checked?.outcome === 'unknown' && (
        <section class="panel">
          <h2 class="kern-heading-medium">{t('import.unknownTitle')}</h2>
          <p class="kern-body about">{checked.message}</p>
          <p class="kern-body">{t('import.unknownText')}</p>
          <MappingForm columns={columns} departments={office.body?.departments ?? []} saved={saved} />
        </section>
      )}
      {checked?.outcome === 'read' && !isAdjusting && (
        <Preview work={work} read={checked} departments={office.body?.departments ?? []}>
          {progress === undefined && <Button onClick={() => setIsAdjusting(true)}>{t('import.adjust')}</Button>}
        </Preview>
      )}
      {checked?.outcome === 'read' && isAdjusting && (
        <section class="panel">
          <h2 class="kern-heading-medium">{t('import.adjustTitle')}</h2>
          <MappingForm
            columns={columns}
            departments={office.body?.departments ?? []}
            before={{ name: checked.tool, mapping: checked.mapping }}
            saved={saved}
          />
        </section>
      )}
      {work.imported !== undefined && (
        <Notice
          kind="success"
          title={t('import.done', { count: work.imported, visits: work.imported.toLocaleString(language) })}
        />
      )}
      <Loaded of={known}>{(body) => <ImportList imports={body.imports} done={known.again} />}</Loaded>
    </>
  )
}
