import { render } from 'preact'
import { BoardScreen } from './board/screen.tsx'
import { pairByLink } from './pair.ts'

const root = document.getElementById('desk')
if (root) void pairByLink().then(() => render(<BoardScreen />, root))
