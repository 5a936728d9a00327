import { render } from 'preact'
import { Kiosk } from './kiosk/kiosk.tsx'
import { pairByLink } from './pair.ts'

const root = document.getElementById('desk')
if (root) void pairByLink().then(() => render(<Kiosk />, root))
