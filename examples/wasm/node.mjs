// Answers calls, one a line of standard input, by the module built for a browser:
//
//	node node.mjs wasm_exec.js payready.wasm
import {readFileSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {pathToFileURL} from 'node:url';

const [exec, wasm] = process.argv.slice(2);
await import(pathToFileURL(exec).href); // Go's own glue, which defines Go
const go = new Go();
const {instance} = await WebAssembly.instantiate(readFileSync(wasm), go.importObject);
go.run(instance); // sets payready, and waits for calls
for await (const line of createInterface({input: process.stdin})) process.stdout.write(payready(line) + '\n');
process.exit(0);
