"""A database made, brought up to date, refused; and the reference data that comes with it."""

from __future__ import annotations

import json
import shutil
import sqlite3

import pytest

from hub.errors import ConfigError, StoreUnavailable, StoreVersion
from hub.store import migrations
from hub.store.migrations import migrate
from hub.store.tables import metadata
from hub.store.version import VERSIONS


def rows(path, sql, *params):
    connection = sqlite3.connect(path)
    try:
        return connection.execute(sql, params).fetchall()
    finally:
        connection.close()


def test_a_new_database_has_every_table_and_both_word_indexes(template):
    names = {name for (name,) in rows(template, "SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert set(metadata.tables) <= names
    assert "search" in names
    assert rows(template, "PRAGMA journal_mode") == [("wal",)]


def test_a_second_time_changes_nothing(template, tmp_path):
    path = shutil.copy(template, tmp_path / "copy.db")
    before = rows(path, "SELECT * FROM area ORDER BY no"), rows(path, "SELECT * FROM theme_closure")
    done = migrate(f"sqlite:///{path}")
    assert (done.before, done.copy) == (done.after, None)
    assert (rows(path, "SELECT * FROM area ORDER BY no"), rows(path, "SELECT * FROM theme_closure")) == before


def test_s12_a_database_with_data_is_copied_aside_before_it_is_changed(tmp_path):
    path = tmp_path / "old.db"
    with sqlite3.connect(path) as old:
        old.execute("CREATE TABLE something (word)")
        old.execute("INSERT INTO something VALUES ('kept')")
    old.close()
    done = migrate(f"sqlite:///{path}")
    assert done.copy is not None
    assert rows(done.copy, "SELECT word FROM something") == [("kept",)]


def test_s12_a_newer_database_is_left_alone(template, tmp_path):
    path = shutil.copy(template, tmp_path / "newer.db")
    with sqlite3.connect(path) as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    with pytest.raises(StoreVersion, match="newer than this program"):
        migrate(f"sqlite:///{path}")


def test_what_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("my notes " * 1000)
    with pytest.raises(StoreUnavailable, match="no database"):
        migrate(f"sqlite:///{path}")
    assert path.read_text().startswith("my notes")


def test_s12_a_migration_that_breaks_leaves_no_trace(tmp_path, monkeypatch):
    path = tmp_path / "broken.db"
    real = migrations.EnvironmentContext.run_migrations

    def breaks(self, **kw):
        real(self, **kw)
        raise RuntimeError("power cut")

    monkeypatch.setattr(migrations.EnvironmentContext, "run_migrations", breaks)
    with pytest.raises(RuntimeError):
        migrate(f"sqlite:///{path}")
    assert rows(path, "SELECT name FROM sqlite_master") == []


def test_a_database_of_the_first_version_gets_the_indexes_of_the_past(template, tmp_path):
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' ORDER BY name"
    path = shutil.copy(template, tmp_path / "first.db")
    with sqlite3.connect(path) as first:
        known = [name for (name,) in first.execute("SELECT name FROM sqlite_master WHERE name LIKE 'ix_%'")]
        later = [name for name in known if "_was_" in name or name.startswith("ix_entity_kind")]
        for name in later:
            first.execute(f"DROP INDEX {name}")
        first.execute("CREATE INDEX ix_entity_kind_sort_name_no ON entity (kind, sort_name, no)")
        first.execute("CREATE INDEX ix_text_was_to_seq ON text_was (to_seq)")
        first.execute("UPDATE alembic_version SET version_num = '0001'")
    first.close()
    assert "ix_entity_was_kind_to_seq_from_seq_sort_name_no" in later
    done = migrate(f"sqlite:///{path}")
    assert (done.before, done.after, done.copy is None) == ("0001", VERSIONS[-1], False)
    assert rows(path, indexes) == rows(template, indexes)


def test_a_database_from_before_speaking_gets_its_tables_and_columns(template, tmp_path):
    shape = (
        "SELECT m.name, c.name, c.type, c.[notnull], c.dflt_value FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    )
    path = shutil.copy(template, tmp_path / "before.db")
    with sqlite3.connect(path) as before:
        for table in ("outbox", "confirmation_link", "confirmation"):
            before.execute(f"DROP TABLE {table}")
        before.execute("DROP INDEX ix_decision_by_kind")
        before.execute("ALTER TABLE api_key DROP COLUMN areas")
        before.execute("ALTER TABLE contribution DROP COLUMN area_no")
        before.execute("UPDATE alembic_version SET version_num = '0007'")
    before.close()
    migrate(f"sqlite:///{path}")
    assert sorted(rows(path, shape)) == sorted(rows(template, shape))
    indexes = "SELECT name FROM sqlite_master WHERE type = 'index' ORDER BY name"
    assert rows(path, indexes) == rows(template, indexes)


def test_a_database_from_before_stems_gets_their_column_and_index(template, tmp_path):
    path = shutil.copy(template, tmp_path / "before.db")
    with sqlite3.connect(path) as before:
        before.execute("DROP INDEX ix_api_key_stem")
        before.execute("ALTER TABLE api_key DROP COLUMN stem")
        before.execute("UPDATE alembic_version SET version_num = '0011'")
    before.close()
    migrate(f"sqlite:///{path}")
    shape = "SELECT name, type, [notnull] FROM pragma_table_info('api_key') ORDER BY name"
    assert rows(path, shape) == rows(template, shape)
    assert rows(path, "SELECT name FROM sqlite_master WHERE name = 'ix_api_key_stem'") == [("ix_api_key_stem",)]


def test_areas_know_everything_around_them(template):
    around = rows(
        template,
        "SELECT a.code, c.depth FROM area_closure c JOIN area a ON a.no = c.ancestor_no JOIN area d ON d.no = c.descendant_no "
        "WHERE d.code = 'dk-kommune-0461' ORDER BY c.depth",
    )
    assert around[0] == ("dk-kommune-0461", 0)
    assert around[-1][0] == "dk"
    assert rows(template, "SELECT count(*) FROM area WHERE boundary IS NOT NULL")[0][0] > 500


def test_the_sources_folder_may_add_areas_and_themes_and_rename_them(template, tmp_path):
    path = shutil.copy(template, tmp_path / "more.db")
    header = "code,type,name_da,name_en,name_de,parent,lat,lon,min_lon,min_lat,max_lon,max_lat,valid_from,valid_to\n"
    (tmp_path / "areas.csv").write_text(header + "dk-sted-x,LOCALITY,Vestby,,,dk-kommune-0461,55.4,10.4,,,,,2010,\n", "utf-8")
    theme = {"key": "bees", "label": {"da": "Bier", "en": "Bees", "de": "Bienen"}, "broader": "nature", "sdgs": [15], "icnptso": None}
    (tmp_path / "themes.json").write_text(json.dumps([theme]), "utf-8")
    migrate(f"sqlite:///{path}", tmp_path)
    assert rows(path, "SELECT name, latitude_e7, valid_from FROM area WHERE code = 'dk-sted-x'") == [("Vestby", 554000000, "2010")]
    assert rows(path, "SELECT label_de, sdgs FROM theme WHERE key = 'bees'") == [("Bienen", "[15]")]


def test_a_wrong_line_in_a_reference_file_is_named(template, tmp_path):
    path = shutil.copy(template, tmp_path / "wrong.db")
    header = "code,type,name_da,name_en,name_de,parent,lat,lon,min_lon,min_lat,max_lon,max_lat,valid_from,valid_to\n"
    (tmp_path / "areas.csv").write_text(header + "dk-sted-x,LOCALITY,Vestby,,,dk-kommune-0461,north,10.4,,,,,,\n", "utf-8")
    with pytest.raises(ConfigError, match=r"areas\.csv, line 2"):
        migrate(f"sqlite:///{path}", tmp_path)
    (tmp_path / "areas.csv").write_text(header + "dk-sted-x,LOCALITY,Vestby,,,nowhere,,,,,,,,\n", "utf-8")
    with pytest.raises(ConfigError, match="'nowhere' is not known"):
        migrate(f"sqlite:///{path}", tmp_path)


def test_a_database_of_before_the_seven_nouns_is_brought_up_to_date_with_what_it_holds(template, tmp_path):
    path = shutil.copy(template, tmp_path / "before.db")
    with sqlite3.connect(path) as old:
        for noun in ("opportunity", "event", "venue", "agreement", "discussion", "story", "evaluation"):
            old.execute(f"DROP TABLE {noun}_was")
            old.execute(f"DROP TABLE {noun}")
        old.execute("DROP INDEX ix_funding_within_no_awarded_desc_no")
        old.execute("DROP TABLE funding")
        old.execute("CREATE TABLE funding (no INTEGER PRIMARY KEY, awarded_desc INTEGER NOT NULL)")
        old.execute("INSERT INTO funding VALUES (7, -20200101)")
        for (index,) in old.execute("SELECT name FROM sqlite_master WHERE type = 'index' AND name LIKE 'ix_funding_was_%'").fetchall():
            old.execute(f"DROP INDEX {index}")
        old.execute("ALTER TABLE funding_was DROP COLUMN within_no")
        old.execute("UPDATE alembic_version SET version_num = '0001'")
    old.close()
    assert migrate(f"sqlite:///{path}").before == "0001"
    names = {name for (name,) in rows(path, "SELECT name FROM sqlite_master")}
    assert {"event", "event_was", "agreement", "ix_event_starts_asc_no", "ix_funding_within_no_awarded_desc_no"} <= names
    assert rows(path, "SELECT no, within_no FROM funding") == [(7, None)]
    assert rows(path, "SELECT within_no FROM funding_was") == []
