// Whether the check of sound against picture is open.
import { createSignal } from 'solid-js';

export const [checking, setChecking] = createSignal(false);
