import { useState } from 'preact/hooks'
import { type AnswerOf, api, type RouteAt } from '../api.ts'
import { useDeed } from '../use-deed.ts'

export type Checked = AnswerOf<RouteAt<'POST', '/imports/preview'>>
export type ReadFile = Extract<Checked, { outcome: 'read' }>
export type ImportWork = ReturnType<typeof useImport>

/** Milliseconds between two looks at how far an import has got. */
const pause = 700

/** A file from its choice to its rows in the report. It stays in the browser and is sent for each step: the server keeps none. */
export function useImport(done: () => Promise<void>) {
  const [file, setFile] = useState<File | undefined>()
  const [mapping, setMapping] = useState('')
  const [checked, setChecked] = useState<Checked | undefined>()
  const [progress, setProgress] = useState<number | undefined>()
  const [imported, setImported] = useState<number | undefined>()
  const deed = useDeed()
  const aboutOf = (name: string) => ({ fileName: file?.name ?? '', ...(name !== '' && { mapping: name }) })

  function choose(chosen: File | undefined) {
    setFile(chosen)
    forget()
  }

  function forget() {
    setChecked(undefined)
    setImported(undefined)
    deed.clear()
  }

  async function check(name = mapping) {
    if (!file) return
    forget()
    setMapping(name)
    const answer = await deed.run(() => api('POST', '/imports/preview', { query: aboutOf(name), file }))
    setChecked(answer)
  }

  async function run() {
    if (!file) return
    const id = crypto.randomUUID()
    setProgress(0)
    const watch = setInterval(async () => {
      const answer = await api('GET', '/imports/:id', { params: { id }, isAutomatic: true })
      if (answer.ok) setProgress(answer.body.rows)
    }, pause)
    const answer = await deed.run(() => api('POST', '/imports', { query: { id, ...aboutOf(mapping) }, file }))
    clearInterval(watch)
    setProgress(undefined)
    if (answer?.outcome === 'read') {
      setImported(answer.fresh)
      setChecked({ ...answer, fresh: 0, known: answer.known + answer.fresh })
    }
    await done()
  }

  /** The rows to correct, as a file of the browser's. */
  async function download() {
    if (!file) return
    const text = await deed.run(() => api('POST', '/imports/bad-rows', { query: aboutOf(mapping), file }))
    if (text === undefined) return
    const link = document.createElement('a')
    link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }))
    link.download = `${file.name.replace(/\.[^.]*$/, '')}.bad-rows.csv`
    link.click()
    URL.revokeObjectURL(link.href)
  }

  return { file, choose, mapping, setMapping, checked, check, progress, run, imported, download, deed }
}
