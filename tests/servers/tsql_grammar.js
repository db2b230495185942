// SPDX-License-Identifier: Apache-2.0
// Texts of Transact-SQL, a JSON list in the file that is named, to what the grammar of @dbml/core says of each: a JSON
// list on standard output, an empty text where it has nothing to say. What it says of tables that it does not know is
// none of ours: each text is read alone.
const fs = require('fs');
const { importer } = require('@dbml/core');

const syntax = /no viable alternative|mismatched input|extraneous input|missing |token recognition error/;

function verdict(text) {
  try {
    importer.import(text, 'mssql');
    return '';
  } catch (refused) {
    const said = (refused.diags ?? []).map((one) => one.message ?? one.text ?? String(one));
    if (said.length === 0) return syntax.test(refused.message) ? refused.message : '';
    return said.filter((words) => syntax.test(words)).join('; ');
  }
}

process.stdout.write(JSON.stringify(JSON.parse(fs.readFileSync(process.argv[2], 'utf8')).map(verdict)));
