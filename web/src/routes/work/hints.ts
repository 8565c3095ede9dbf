// The keys of commands as the screen shows them, with what a person changed.
import { isCommand, keysOf, written, type CommandId } from '../../editor/keymap';
import { bindings } from './bench';

/** The first key of a command, as it is written on the keyboard. */
export function hint(command: CommandId): string {
  return written(keysOf(command, bindings())[0] ?? '');
}

export function hintOfTool(tool: string): string {
  const command = `tool_${tool}`;
  return isCommand(command) ? hint(command) : '';
}
