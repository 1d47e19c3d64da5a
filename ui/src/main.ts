import './styles/theme.css';
import './styles/tokens.css';
import { useBundledIcons } from './app/icons.ts';

useBundledIcons();
// The shell is imported after the icons are set, so that no component ever asks for a remote one.
await import('./app/shell.ts');
