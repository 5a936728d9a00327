import { useState } from 'preact/hooks'
import { useDeed } from './use-deed.ts'

/** What a `Field` needs to know of its place in a form. */
type Place = { value: string; change: (value: string) => void; error: string | undefined }

/**
 * A form: one text per field, and the write that they are for. What was typed stays until the write went through and the
 * page clears it.
 */
export function useForm<Name extends string>(initial: Readonly<Record<Name, string>>) {
  const [values, setValues] = useState(initial)
  const deed = useDeed()
  const set = (changed: Partial<Record<Name, string>>) => setValues((known) => ({ ...known, ...changed }))
  const field = (name: Name): Place => ({
    value: values[name],
    change: (value) => setValues((known) => ({ ...known, [name]: value })),
    error: deed.faultOf(name),
  })
  return { ...deed, values, set, field, fields: Object.keys(initial), empty: () => setValues(initial) }
}

export type Form<Name extends string> = ReturnType<typeof useForm<Name>>
