import type { JSX } from 'preact'
import { hasRole, useDesk } from '../member.ts'
import { t } from '../texts.ts'

const formats = ['council.pdf', 'figures.xlsx', 'open-data.csv'] as const

/** To take away, for whom that is a right of theirs. */
export function Downloads({ from, to }: { from: string; to: string }): JSX.Element | null {
  const { me } = useDesk()
  if (!hasRole(me, ['manager', 'administrator'])) return null
  const period = new URLSearchParams({ from, to }).toString()
  return (
    <ul class="report-downloads" aria-label={t('report.downloads')}>
      {formats.map((format) => (
        <li key={format}>
          <a class="kern-link" href={`/api/v1/report/${format}?${period}`} download>
            {t(`report.download.${keyOf[format]}`)}
          </a>
        </li>
      ))}
      <li>
        <a class="kern-link" href="/api/v1/report/data-dictionary.csv" download>
          {t('report.download.dictionary')}
        </a>
      </li>
    </ul>
  )
}

const keyOf = { 'council.pdf': 'pdf', 'figures.xlsx': 'xlsx', 'open-data.csv': 'csv' } as const
