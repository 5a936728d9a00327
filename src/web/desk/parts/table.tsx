import type { ComponentChildren, JSX } from 'preact'

type Props = { label: string; columns: readonly string[]; isSmall?: boolean; children: ComponentChildren }

/** A table that scrolls by itself where it is too wide, also with the keyboard. */
export function Table({ label, columns, isSmall = false, children }: Props): JSX.Element {
  return (
    <div class="kern-table-responsive" role="region" aria-label={label} tabIndex={0}>
      <table class={`kern-table${isSmall ? ' kern-table--small' : ''}`}>
        <thead class="kern-table__head">
          <tr class="kern-table__row">
            {columns.map((name) => (
              <th class="kern-table__header" scope="col" key={name}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody class="kern-table__body">{children}</tbody>
      </table>
    </div>
  )
}
