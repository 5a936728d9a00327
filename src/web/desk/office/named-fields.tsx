import type { ComponentChildren, JSX } from 'preact'
import { Field } from '../parts/field.tsx'
import { TextFields, type Texts } from '../parts/text-fields.tsx'
import { t } from '../texts.ts'
import type { Form } from '../use-form.ts'

type Props = {
  form: Pick<Form<'position'>, 'field' | 'faultOf'>
  name: Texts
  rename: (name: Texts) => void
  /** What it has of its own. */
  children?: ComponentChildren
}

/** What people choose from a list: its name in every language first, its place in the list last. */
export function NamedFields({ form, name, rename, children }: Props): JSX.Element {
  return (
    <>
      <TextFields
        id="name"
        label={t('office.name')}
        texts={name}
        change={rename}
        faultOf={(tag) => form.faultOf(`name.${tag}`)}
      />
      {children}
      <Field id="position" type="number" min="1" max="999" label={t('office.position')} {...form.field('position')} />
    </>
  )
}
