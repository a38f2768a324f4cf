from roundtable.casework.statements.tests.laid import _django_db_helper, laid_table, table

__all__ = ["_django_db_helper", "laid_table", "table"]
