import type { JSX } from 'preact'
import { t } from '../texts.ts'
import { fieldsOf, inWords, type Shape } from './document.ts'

/** The fields of a shape, and theirs. */
export function Fields({ shape }: { shape: Shape }): JSX.Element {
  const fields = fieldsOf(shape)
  if (fields.length === 0) return <p class="kern-body fields-none">{shapeless(shape)}</p>
  return (
    <ul class="fields">
      {fields.map((field) => (
        <Field key={field.name} {...field} />
      ))}
    </ul>
  )
}

/** Also for parameters. */
export function Field({ name, shape, isRequired }: { name: string; shape: Shape; isRequired: boolean }): JSX.Element {
  return (
    <li>
      <code>{name}</code>
      {isRequired && (
        <abbr class="field-required" title={t('reference.required')}>
          *
        </abbr>
      )}{' '}
      <span class="field-type">{inWords(shape)}</span>
      {fieldsOf(shape).length > 0 && <Fields shape={shape} />}
    </li>
  )
}

function shapeless(shape: Shape): string {
  return shape.type === 'object' ? t('reference.nothing') : inWords(shape)
}
